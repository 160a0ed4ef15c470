//! `FROM`: one source, or a tree of joins.

use super::derived::Derived;
use super::reads::ReadsOf;
use crate::expr::Shape;
use crate::render::{Dialect, Pass, QueryNames, Render};
use crate::schema::def::Origin;
use crate::schema::scope::{JoinKind, Joined, One, Scope};
use crate::schema::{Source, Table};
use crate::types::logic::{Bool, Concat, False, List};

/// A FROM clause.
pub trait FromClause {
    /// What it brings into scope.
    type Scope: Scope;
    /// The first source.
    type Root: Source;
    /// Whether a join may give a row of the first source several times.
    type Multiplies: Bool;
    /// What it leaves open.
    type Open: List;
    /// The tables that it reads, without those of derived tables.
    type Reads: List;
    /// What its text depends on.
    const SHAPE: Shape;
}

/// Something that FROM and JOIN take: a table, an alias, a derived table, or a function.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "write `users::table`, an alias, or `derived(shape::table, query)`"
)]
pub trait IntoItem {
    /// The item.
    type Item: FromItem;
    /// Makes the item.
    fn into_item(self) -> Self::Item;
}

/// One item of FROM.
pub trait FromItem {
    /// What it brings into scope.
    type Source: Source;
    /// What it leaves open.
    type Open: List;
    /// The tables that it reads, without those of derived tables.
    type Reads: List;
    /// What its text depends on.
    const SHAPE: Shape;
}

/// An item that stands in FROM behind the tables of `Before`, which a function sees.
pub trait Follows<Before, I>: FromItem {}
impl<S: Source, X> Follows<X, ()> for Root<S> {}
impl<S, Q, X> Follows<X, ()> for Derived<S, Q> where Self: FromItem {}

/// A table or an alias in FROM.
#[derive(Clone, Copy, Debug)]
pub struct Root<S>(pub(crate) S);

#[diagnostic::do_not_recommend]
impl<S: Source> IntoItem for S {
    type Item = Root<S>;

    fn into_item(self) -> Root<S> {
        Root(self)
    }
}

impl<S: Source, Q> IntoItem for Derived<S, Q>
where
    Self: FromItem,
{
    type Item = Self;

    fn into_item(self) -> Self {
        self
    }
}

impl<S: Source> FromItem for Root<S> {
    type Source = S;
    type Open = S::Open;
    type Reads = ReadsOf<S>;
    const SHAPE: Shape = Shape::Fixed;
}

impl<S: Source> FromClause for Root<S> {
    type Scope = One<S>;
    type Root = S;
    type Multiplies = False;
    type Open = S::Open;
    type Reads = ReadsOf<S>;
    const SHAPE: Shape = Shape::Fixed;
}

impl<D: Dialect, S: Source> Render<D> for Root<S> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let def = S::Table::def();
        let names = match def.origin {
            Origin::Query => pass.query_name(def.name),
            Origin::Table | Origin::View(_) => {
                table_name(def, pass);
                QueryNames::Plain
            }
        };
        if names == QueryNames::Apart || S::NAME != def.name {
            pass.sql(" AS ");
            pass.ident(S::NAME);
        }
        pass.guard(def, S::NAME);
    }
}

/// A table's name with its schema.
pub(crate) fn table_name(def: &'static crate::schema::def::TableDef, pass: &mut Pass<'_, '_>) {
    if let Some(schema) = def.schema {
        pass.ident(schema);
        pass.sql(".");
    }
    pass.ident(def.name);
}

/// `left JOIN right ON ..`
#[derive(Clone, Copy, Debug)]
pub struct Join<F, Item, K, On, M> {
    pub(crate) left: F,
    pub(crate) right: Item,
    pub(crate) on: On,
    pub(crate) kind: std::marker::PhantomData<(K, M)>,
}

/// The condition of a join.
pub trait OnClause {
    /// What it leaves open.
    type Open: List;
    /// What its text depends on.
    const SHAPE: Shape;
}

impl<F, Item, K, On, M> FromClause for Join<F, Item, K, On, M>
where
    F: FromClause,
    Item: FromItem,
    K: JoinKind,
    On: OnClause,
    M: Bool,
{
    type Scope = Joined<F::Scope, One<Item::Source>, K>;
    type Root = F::Root;
    type Multiplies = crate::types::logic::Or<F::Multiplies, M>;
    type Open = Concat<F::Open, Concat<Item::Open, On::Open>>;
    type Reads = Concat<F::Reads, Item::Reads>;
    const SHAPE: Shape = F::SHAPE.or(Item::SHAPE).or(On::SHAPE);
}
