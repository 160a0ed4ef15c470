//! The page after a row: `WHERE (a, b) > (?, ?)`, in the order of ORDER BY.

use super::cardinality::AnyKey;
use super::clause::{Clauses, slot};
use super::filter::Where;
use super::from::FromClause;
use super::group::Ungrouped;
use super::order::OrderBy;
use super::select::{Picked, Select};
use crate::expr::group::KeyColumns;
use crate::expr::kind::InWhere;
use crate::expr::logic::{Condition, Perhaps};
use crate::expr::node::{operand, prec};
use crate::expr::operand::NeverNull;
use crate::expr::sort::Sort;
use crate::expr::{Expr, In, Node, Operand, Resolve};
use crate::render::{Dialect, Pass, Render};
use crate::schema::{Source, Table};
use crate::types::family::Ordered;
use crate::types::logic::{And, Bool, Concat, Cons, False, List, Nil, True};
use crate::types::null::{NotNull, Nullable};
use crate::types::tuple::list;

impl<F: FromClause, P, O, C> Select<F, Picked<P, O>, Ungrouped, C> {
    /// Only rows after one that has these values in the columns of ORDER BY: the next page, which costs the same
    /// wherever it is. There is a value for each sort key, in their order.
    ///
    /// It stands directly behind `.order_by(..)`, whose keys hold a unique key of the table and are never NULL: so
    /// no row is left out and none comes twice. A join that gives several rows of one makes no such order.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let next = select(Post).order_by((posts::title, posts::id)).after(("Rust", 7)).limit(20);
    /// assert!(next.to_sql::<Sqlite>().ends_with(
    ///     "WHERE (posts.title, posts.id) > (?1, ?2) ORDER BY posts.title, posts.id LIMIT ?3"
    /// ));
    /// let newest = select(Post).order_by((posts::title.desc(), posts::id)).after(("Rust", 7));
    /// assert!(newest.to_sql::<Sqlite>().contains(
    ///     "WHERE (posts.title < ?1 OR posts.title = ?2 AND posts.id > ?3)"
    /// ));
    /// ```
    #[allow(clippy::type_complexity)]
    pub fn after<V, L, R, I>(
        self,
        last: V,
    ) -> Select<F, Picked<P, O>, Ungrouped, Cons<Where<Beyond<L, R>>, C>>
    where
        C: InOneOrder<Keys = L>,
        L: Goes<F, I>,
        V: Keyset<L, Values = R>,
        Beyond<L, R>: Node,
    {
        let beyond = Beyond(self.clauses.keys(), last.values());
        self.push(Where::new(beyond))
    }

    /// The same where there may be no such row yet: `None` is the first page.
    #[allow(clippy::type_complexity)]
    pub fn after_last<V, L, R, I>(
        self,
        last: Option<V>,
    ) -> Select<F, Picked<P, O>, Ungrouped, Cons<Where<Perhaps<Beyond<L, R>>, False>, C>>
    where
        C: InOneOrder<Keys = L>,
        L: Goes<F, I>,
        V: Keyset<L, Values = R>,
        Beyond<L, R>: Node<Type = bool>,
    {
        let beyond = last.map(|last| Expr(Beyond(self.clauses.keys(), last.values())));
        self.push(Where::new(beyond.condition()))
    }
}

/// `(a, b) > (?, ?)`, each in the direction of its sort key.
#[derive(Clone, Copy, Debug)]
pub struct Beyond<L, R>(L, R);

impl<L, R> Beyond<L, R> {
    /// The rows after these values.
    pub(super) fn new(keys: L, values: R) -> Self {
        Self(keys, values)
    }
}

composite!([L, R] Beyond<L, R>: L / I, R / J; type bool; prec prec::COMPARE; null NotNull;);

/// The last clause is ORDER BY, and the only one.
#[diagnostic::on_unimplemented(
    message = "`.after(..)` finds the rows after one in the order of `.order_by(..)`, which is not there",
    label = "write it directly behind the one `.order_by(..)`, which has all keys"
)]
pub trait InOneOrder {
    /// The sort keys.
    type Keys;
    /// They.
    fn keys(&self) -> Self::Keys;
}

impl<L: Clone, T: Clauses<Has<slot::OrderBy>: NoOther>> InOneOrder for Cons<OrderBy<L>, T> {
    type Keys = L;

    fn keys(&self) -> L {
        self.0.0.clone()
    }
}

/// There is no other ORDER BY. Implemented for the good case.
#[diagnostic::on_unimplemented(
    message = "`.after(..)` needs all sort keys in one `.order_by(..)`, and there are several",
    label = "write them as a tuple: `.order_by((a, b))`"
)]
pub trait NoOther {}
#[diagnostic::do_not_recommend]
impl NoOther for False {}

/// Sort keys whose order leaves out no row of `F`.
pub trait Goes<F, I> {}
impl<F, L, I> Goes<F, I> for L
where
    F: FromClause<Root: Source<Table: Table<UniqueKeys: AnyKey>>>,
    L: Node<Kind: InWhere> + SortedColumns + Resolve<In<F::Scope, Nullable>, I>,
    L::Null: NoNullKey,
    And<
        <F::Multiplies as Bool>::Not,
        <<<F::Root as Source>::Table as Table>::UniqueKeys as AnyKey>::Fixed<L::Columns, F::Root>,
    >: IsTotal<F::Root>,
{
}

/// No sort key may be NULL.
#[diagnostic::on_unimplemented(
    message = "a sort key may be NULL, and no row is after NULL: `.after(..)` would leave rows out",
    label = "sort by columns that are NOT NULL, or by `coalesce(..)` of them"
)]
pub trait NoNullKey {}
impl NoNullKey for NotNull {}

/// No two rows have the same place in the order. Implemented for the good case.
#[diagnostic::on_unimplemented(
    message = "rows of `{S}` may have the same place in this order: `.after(..)` would leave some out",
    label = "sort by its primary key last: `.order_by((.., table::id))`; a join must not repeat its rows"
)]
pub trait IsTotal<S> {}
#[diagnostic::do_not_recommend]
impl<S> IsTotal<S> for True {}

/// Which of the sort keys are columns. All of them compare as they are sorted.
pub trait SortedColumns {
    /// They.
    type Columns: KeyColumns + List;
}

impl SortedColumns for Nil {
    type Columns = Nil;
}

impl<N, T, const DESC: bool, const NULLS: u8> SortedColumns for Cons<Sort<N, DESC, NULLS>, T>
where
    N: Node<Type: Ordered>,
    T: SortedColumns,
    Concat<N::AsColumn, T::Columns>: KeyColumns,
{
    type Columns = Concat<N::AsColumn, T::Columns>;
}

/// Values for sort keys: a value for one, a tuple for several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value for each key of ORDER BY",
    label = "write one value for each sort key, in their order, as a tuple where there are several"
)]
pub trait Keyset<L> {
    /// Their nodes.
    type Values;
    /// Makes the nodes.
    fn values(self) -> Self::Values;
}

impl<N, V, const DESC: bool, const NULLS: u8> Keyset<Cons<Sort<N, DESC, NULLS>, Nil>> for V
where
    N: Node,
    V: Operand<N::Type, Optional: NeverNull>,
{
    type Values = Cons<V::Node, Nil>;

    fn values(self) -> Self::Values {
        Cons(self.operand(), Nil)
    }
}

macro_rules! keysets {
    ($(($($name:ident $index:tt)*))*) => {$( paste::paste! {
        impl<$([<$name Node>], $name, const [<$name _DESC>]: bool, const [<$name _NULLS>]: u8),*>
            Keyset<list!(type $(Sort<[<$name Node>], [<$name _DESC>], [<$name _NULLS>]>),*)>
            for ($($name,)*)
        where
            $(
                [<$name Node>]: Node,
                $name: Operand<[<$name Node>]::Type, Optional: NeverNull>,
            )*
        {
            type Values = list!(type $($name::Node),*);

            fn values(self) -> Self::Values {
                list!(value $(self.$index.operand()),*)
            }
        }
    })*};
}

keysets! {
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
    (A 0 B 1 C 2 D 3 E 4 F 5)
}

impl<D: Dialect, L: RenderBeyond<D, R>, R: Render<D>> Render<D> for Beyond<L, R> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let Self(keys, values) = self;
        match (L::LEN, L::UP, L::DOWN) {
            (1, ..) => keys.beyond(values, pass),
            (_, false, false) => {
                pass.sql("(");
                keys.beyond(values, pass);
                pass.sql(")");
            }
            (_, up, _) => {
                pass.sql("(");
                keys.names(true, pass);
                pass.sql(if up { ") > (" } else { ") < (" });
                values.walk(pass);
                pass.sql(")");
            }
        }
    }
}

/// Writes sort keys beside their values.
pub trait RenderBeyond<D: Dialect, R> {
    /// How many there are.
    const LEN: usize;
    /// Whether all are ascending.
    const UP: bool;
    /// Whether all are descending.
    const DOWN: bool;
    /// `a, b`
    fn names<'a>(&'a self, first: bool, pass: &mut Pass<'_, 'a>);
    /// `a > ? OR a = ? AND (b > ?)`
    fn beyond<'a>(&'a self, values: &'a R, pass: &mut Pass<'_, 'a>);
}

impl<D: Dialect> RenderBeyond<D, Nil> for Nil {
    const LEN: usize = 0;
    const UP: bool = true;
    const DOWN: bool = true;

    fn names<'a>(&'a self, _: bool, _: &mut Pass<'_, 'a>) {}
    fn beyond<'a>(&'a self, _: &'a Nil, _: &mut Pass<'_, 'a>) {}
}

impl<D, N, T, V, U, const DESC: bool, const NULLS: u8> RenderBeyond<D, Cons<V, U>>
    for Cons<Sort<N, DESC, NULLS>, T>
where
    D: Dialect,
    N: Node + Render<D>,
    V: Node + Render<D>,
    T: RenderBeyond<D, U>,
{
    const LEN: usize = 1 + T::LEN;
    const UP: bool = !DESC && T::UP;
    const DOWN: bool = DESC && T::DOWN;

    fn names<'a>(&'a self, first: bool, pass: &mut Pass<'_, 'a>) {
        pass.sql(if first { "" } else { ", " });
        self.0.0.walk(pass);
        self.1.names(false, pass);
    }

    fn beyond<'a>(&'a self, Cons(value, others): &'a Cons<V, U>, pass: &mut Pass<'_, 'a>) {
        let Cons(Sort(key), rest) = self;
        operand::<D, N>(key, prec::COMPARE, pass);
        pass.sql(if DESC { " < " } else { " > " });
        operand::<D, V>(value, prec::COMPARE, pass);
        if T::LEN == 0 {
            return;
        }
        pass.sql(" OR ");
        operand::<D, N>(key, prec::COMPARE, pass);
        pass.sql(" = ");
        operand::<D, V>(value, prec::COMPARE, pass);
        pass.sql(if T::LEN > 1 { " AND (" } else { " AND " });
        rest.beyond(others, pass);
        pass.sql(if T::LEN > 1 { ")" } else { "" });
    }
}
