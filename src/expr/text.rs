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

impl<N: Node> Expr<N> {
    /// `a LIKE pattern`, where `%` and `_` in the pattern are wildcards and `\` escapes them.
    ///
    /// Upper and lower case are the same on SQLite (in ASCII) and under most of MySQL's
    /// collations, and differ on PostgreSQL. For text that a user typed take
    /// [`contains`](Self::contains) and its like, which escape it.
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

    /// Begins with this text, taken literally: `a LIKE 'text%'`.
    pub fn starts_with(self, text: impl AsRef<str>) -> Expr<Like<false, N, Pattern>>
    where
        N::Type: Text,
    {
        self.matches(escaped("", text.as_ref(), "%"))
    }

    /// Ends with this text, taken literally: `a LIKE '%text'`.
    pub fn ends_with(self, text: impl AsRef<str>) -> Expr<Like<false, N, Pattern>>
    where
        N::Type: Text,
    {
        self.matches(escaped("%", text.as_ref(), ""))
    }

    /// Contains this text, taken literally: `a LIKE '%text%'`.
    pub fn contains(self, text: impl AsRef<str>) -> Expr<Like<false, N, Pattern>>
    where
        N::Type: Text,
    {
        self.matches(escaped("%", text.as_ref(), "%"))
    }

    /// Contains this text in any case, taken literally.
    pub fn icontains(self, text: impl AsRef<str>) -> Expr<Like<true, N, Pattern>>
    where
        N::Type: Text,
    {
        Expr(Like(self.0, Bind(escaped("%", text.as_ref(), "%"), PhantomData)))
    }

    fn matches(self, pattern: String) -> Expr<Like<false, N, Pattern>> {
        Expr(Like(self.0, Bind(pattern, PhantomData)))
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

/// `a LIKE b`; with `ANY_CASE`, `a ILIKE b`.
#[derive(Clone, Copy, Debug)]
pub struct Like<const ANY_CASE: bool, A, B>(A, B);

composite!([const ANY_CASE: bool, A, B] Like<ANY_CASE, A, B>: A / I, B / J;
    type bool; prec prec::COMPARE; null OrNull<A::Null, B::Null>;);
composite!([A, B] Negatable<true, Like<false, A, B>>: A / I, B / J;
    type bool; prec prec::COMPARE; null OrNull<A::Null, B::Null>;);

impl<D: Dialect, const ANY_CASE: bool, A, B> Render<D> for Like<ANY_CASE, A, B>
where
    A: Node + Render<D>,
    B: Node + Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let spec = pass.spec();
        if ANY_CASE && !spec.has_ilike {
            pass.sql("lower(");
            self.0.walk(pass);
            pass.sql(") LIKE lower(");
            self.1.walk(pass);
            pass.sql(")");
            pass.sql(spec.escape);
        } else {
            like(&self.0, if ANY_CASE { " ILIKE " } else { " LIKE " }, &self.1, pass);
        }
    }
}

impl<D: Dialect, A, B> Render<D> for Negatable<true, Like<false, A, B>>
where
    A: Node + Render<D>,
    B: Node + Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        like(&self.0.0, " NOT LIKE ", &self.0.1, pass);
    }
}

fn like<'a, D, A, B>(text: &'a A, word: &'static str, pattern: &'a B, pass: &mut Pass<'_, 'a>)
where
    D: Dialect,
    A: Node + Render<D>,
    B: Node + Render<D>,
{
    operand::<D, A>(text, prec::CONCAT, pass);
    pass.sql(word);
    operand::<D, B>(pattern, prec::CONCAT, pass);
    pass.sql(pass.spec().escape);
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
