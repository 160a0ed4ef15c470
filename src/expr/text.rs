//! Text: `LIKE` and its family with escaping, and `||`.

use std::marker::PhantomData;

use super::list::Negatable;
use super::node::{Node, operand, prec};
use super::operand::NeverNull;
use super::value::Bind;
use super::{Expr, Operand};
use crate::render::spec::Concat as Style;
use crate::render::{Dialect, Pass, Render};
use crate::types::family::Text;
use crate::types::null::OrNull;

/// A bound pattern made of a text that was escaped.
pub type Pattern = Bind<String, String>;

macro_rules! fragments {
    ($($(#[$doc:meta])+ $name:ident: $any_case:literal, $before:literal, $after:literal;)*) => {$(
        $(#[$doc])+
        pub fn $name<V: Fragment>(
            self,
            text: V,
        ) -> Expr<Like<$any_case, N, V::Pattern<$before, $after>, BACKSLASH>>
        where
            N::Type: Text,
        {
            Expr(Like(self.0, text.pattern()))
        }
    )*};
}

impl<N: Node> Expr<N> {
    /// `a LIKE pattern`, where `%` and `_` in the pattern are wildcards and `\` escapes them.
    ///
    /// Upper and lower case are the same on SQLite (in ASCII) and under most of MySQL's
    /// collations, and differ on PostgreSQL. For text that a user typed take
    /// [`contains`](Self::contains) and its like, which escape it. Another escape character than `\` is
    /// [`escape`](Expr::escape).
    pub fn like<V>(self, pattern: V) -> Expr<Like<false, N, V::Node>>
    where
        N::Type: Text,
        V: Operand<String, Optional: NeverNull>,
    {
        Expr(Like(self.0, pattern.operand()))
    }

    /// `a NOT LIKE pattern`
    pub fn not_like<V>(self, pattern: V) -> Expr<Negatable<true, Like<false, N, V::Node>>>
    where
        N::Type: Text,
        V: Operand<String, Optional: NeverNull>,
    {
        Expr(Negatable::new(Like(self.0, pattern.operand())))
    }

    /// `a ILIKE pattern`, and `lower(a) LIKE lower(pattern)` where there is no ILIKE.
    pub fn ilike<V>(self, pattern: V) -> Expr<Like<true, N, V::Node>>
    where
        N::Type: Text,
        V: Operand<String, Optional: NeverNull>,
    {
        Expr(Like(self.0, pattern.operand()))
    }

    /// `a NOT ILIKE pattern`
    pub fn not_ilike<V>(self, pattern: V) -> Expr<Negatable<true, Like<true, N, V::Node>>>
    where
        N::Type: Text,
        V: Operand<String, Optional: NeverNull>,
    {
        Expr(Negatable::new(Like(self.0, pattern.operand())))
    }

    fragments! {
        /// Begins with a text, taken literally: `a LIKE 'text%'`. The text is a value, or an expression, in which
        /// the database escapes what would be wildcards.
        starts_with: false, false, true;
        /// Ends with a text, taken literally: `a LIKE '%text'`.
        ends_with: false, true, false;
        /// Contains a text, taken literally: `a LIKE '%text%'`.
        contains: false, true, true;
        /// Begins with a text in any case, taken literally.
        istarts_with: true, false, true;
        /// Ends with a text in any case, taken literally.
        iends_with: true, true, false;
        /// Contains a text in any case, taken literally.
        icontains: true, true, true;
    }

    /// `a || b`, or `CONCAT(a, b)`. NULL where either is.
    pub fn concat<V>(self, other: V) -> Expr<Concat<N, V::Node>>
    where
        N::Type: Text,
        V: Operand<String, Optional: NeverNull>,
    {
        Expr(Concat(self.0, other.operand()))
    }
}

/// The escape character of what relata escapes.
const BACKSLASH: char = '\\';
/// None that was written, which is a backslash too.
const UNSAID: char = '\0';

impl<A: Node, B: Node> Expr<Like<false, A, B>> {
    /// `a LIKE pattern ESCAPE 'c'`: another character than `\` takes what follows literally, as in
    /// `files::path.like("100!%").escape::<'!'>()`.
    pub fn escape<const C: char>(self) -> Expr<Like<false, A, B, C>> {
        const { assert!(C != UNSAID, "databases have no text with this character") };
        Expr(Like(self.0.0, self.0.1))
    }
}

impl<A: Node, B: Node> Expr<Negatable<true, Like<false, A, B>>> {
    /// `a NOT LIKE pattern ESCAPE 'c'`
    pub fn escape<const C: char>(self) -> Expr<Negatable<true, Like<false, A, B, C>>> {
        let Negatable(Like(a, b)) = self.0;
        Expr(Negatable::new(Expr(Like::<false, A, B>(a, b)).escape::<C>().0))
    }
}

/// What a text begins with, ends with or contains: a text, or an expression of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no text to look for in a text",
    label = "write a text, or an expression of one"
)]
pub trait Fragment {
    /// The pattern, with anything before it, and behind it.
    type Pattern<const BEFORE: bool, const AFTER: bool>;
    /// Makes the pattern.
    fn pattern<const BEFORE: bool, const AFTER: bool>(self) -> Self::Pattern<BEFORE, AFTER>;
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str>> Fragment for T {
    type Pattern<const BEFORE: bool, const AFTER: bool> = Pattern;

    fn pattern<const BEFORE: bool, const AFTER: bool>(self) -> Pattern {
        let any = |there: bool| if there { "%" } else { "" };
        Bind(escaped(any(BEFORE), self.as_ref(), any(AFTER)), PhantomData)
    }
}

#[diagnostic::do_not_recommend]
impl<N: Node<Type: Text>> Fragment for Expr<N> {
    type Pattern<const BEFORE: bool, const AFTER: bool> = Escaped<N, BEFORE, AFTER>;

    fn pattern<const BEFORE: bool, const AFTER: bool>(self) -> Escaped<N, BEFORE, AFTER> {
        Escaped(self.0)
    }
}

/// The pattern that an expression is, taken literally.
#[derive(Clone, Copy, Debug)]
pub struct Escaped<N, const BEFORE: bool, const AFTER: bool>(N);

composite!([N, const BEFORE: bool, const AFTER: bool] Escaped<N, BEFORE, AFTER>: N / I;
    type String; prec prec::CONCAT; null N::Null;);

impl<D, N, const BEFORE: bool, const AFTER: bool> Render<D> for Escaped<N, BEFORE, AFTER>
where
    D: Dialect,
    N: Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let [open, between, close] = match pass.spec().concat {
            Style::Function => ["concat(", ", ", ")"],
            Style::Pipes => ["", " || ", ""],
        };
        pass.sql(open);
        if BEFORE {
            pass.literal("%");
            pass.sql(between);
        }
        pass.sql("replace(replace(replace(");
        self.0.walk(pass);
        for wildcard in [("\\", "\\\\"), ("%", "\\%"), ("_", "\\_")] {
            pass.sql(", ");
            pass.literal(wildcard.0);
            pass.sql(", ");
            pass.literal(wildcard.1);
            pass.sql(")");
        }
        if AFTER {
            pass.sql(between);
            pass.literal("%");
        }
        pass.sql(close);
    }
}

/// Takes `%`, `_` and `\` literally.
fn escaped(before: &str, text: &str, after: &str) -> String {
    let mut pattern = String::with_capacity(before.len() + text.len() + after.len() + 4);
    pattern.push_str(before);
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push_str(after);
    pattern
}

/// `a LIKE b ESCAPE 'c'`; with `ANY_CASE`, `a ILIKE b`.
#[derive(Clone, Copy, Debug)]
pub struct Like<const ANY_CASE: bool, A, B, const ESCAPE: char = UNSAID>(A, B);

composite!([const ANY_CASE: bool, A, B, const ESCAPE: char] Like<ANY_CASE, A, B, ESCAPE>: A / I, B / J;
    type bool; prec prec::COMPARE; null OrNull<A::Null, B::Null>;);
composite!([const ANY_CASE: bool, A, B, const ESCAPE: char] Negatable<true, Like<ANY_CASE, A, B, ESCAPE>>:
    A / I, B / J;
    type bool; prec prec::COMPARE; null OrNull<A::Null, B::Null>;);

impl<D: Dialect, const ANY_CASE: bool, A, B, const ESCAPE: char> Render<D>
    for Like<ANY_CASE, A, B, ESCAPE>
where
    A: Node + Render<D>,
    B: Node + Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.write::<D>(if ANY_CASE { " ILIKE " } else { " LIKE " }, " LIKE ", pass);
    }
}

impl<D: Dialect, const ANY_CASE: bool, A, B, const ESCAPE: char> Render<D>
    for Negatable<true, Like<ANY_CASE, A, B, ESCAPE>>
where
    A: Node + Render<D>,
    B: Node + Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let word = if ANY_CASE { " NOT ILIKE " } else { " NOT LIKE " };
        self.0.write::<D>(word, " NOT LIKE ", pass);
    }
}

impl<const ANY_CASE: bool, A, B, const ESCAPE: char> Like<ANY_CASE, A, B, ESCAPE> {
    /// With the other word and both sides in lower case, where the case is not to matter and there is no ILIKE.
    fn write<'a, D: Dialect>(&'a self, word: &str, other: &str, pass: &mut Pass<'_, 'a>)
    where
        A: Node + Render<D>,
        B: Node + Render<D>,
    {
        if ANY_CASE && !pass.spec().has_ilike {
            pass.sql("lower(");
            self.0.walk(pass);
            pass.sql(")");
            pass.sql(other);
            pass.sql("lower(");
            self.1.walk(pass);
            pass.sql(")");
        } else {
            operand::<D, A>(&self.0, prec::CONCAT, pass);
            pass.sql(word);
            operand::<D, B>(&self.1, prec::CONCAT, pass);
        }
        if matches!(ESCAPE, BACKSLASH | UNSAID) {
            return pass.sql(pass.spec().escape);
        }
        pass.sql(" ESCAPE ");
        pass.literal(ESCAPE.encode_utf8(&mut [0; 4]));
    }
}

/// `a || b`
#[derive(Clone, Copy, Debug)]
pub struct Concat<A, B>(A, B);

composite!([A, B] Concat<A, B>: A / I, B / J;
    type String; prec prec::CONCAT; null OrNull<A::Null, B::Null>;);

impl<D: Dialect, A: Node + Render<D>, B: Node + Render<D>> Render<D> for Concat<A, B> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        if pass.spec().concat == Style::Function {
            pass.sql("concat(");
            self.0.walk(pass);
            pass.sql(", ");
            self.1.walk(pass);
            return pass.sql(")");
        }
        operand::<D, A>(&self.0, prec::CONCAT, pass);
        pass.sql(" || ");
        operand::<D, B>(&self.1, prec::SUM, pass);
    }
}
