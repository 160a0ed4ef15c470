//! `LEFT JOIN` of relations whose rows are read beside those of a source, and of relations of theirs.

use std::marker::PhantomData;

use super::Way;
use crate::expr::Shape;
use crate::query::from::{FromClause, table_name};
use crate::query::join::{Fans, equal_keys};
use crate::query::output::{Output, Whole};
use crate::query::projection::Items;
use crate::render::{Dialect, Pass, Render};
use crate::schema::def::TableDef;
use crate::schema::record::Mapped;
use crate::schema::relation::{Direct, Pairs, Relation, Through};
use crate::schema::scope::{JoinKind, Left, Scope};
use crate::schema::{Source, Table};
use crate::types::logic::{Bool, Concat, Cons, False, List, Nil, Or, True};
use crate::types::null::Nullable;

/// A relation `R` that is joined, and what is joined to the rows that it leads to.
#[derive(Debug)]
pub struct Step<R, J>(PhantomData<fn() -> (R, J)>);

/// What is joined to the rows of a source: a list of steps.
pub trait Joins: 'static {
    /// How their part of a row is read.
    type Rows: Output<Row = Self::Row>;
    /// Their part of a row.
    type Row: Send;
    /// Whether there are any.
    type IsJoined: Bool;
    /// Whether it may repeat the rows of the source.
    type IsMany: Bool;
    /// What the tables leave open.
    type Open: List;
    /// The scope `F` with the tables.
    type In<F: Scope>: Scope;
    /// `, a.x, a.y`
    fn columns(pass: &mut Pass<'_, '_>);
    /// The table and column at a position among them.
    fn column(index: usize) -> Option<(&'static str, &'static str)>;
    /// ` LEFT JOIN a ON a.x = source.y`
    fn tables(source: &'static str, pass: &mut Pass<'_, '_>);
}

impl Joins for Nil {
    type Rows = Nil;
    type Row = Nil;
    type IsJoined = False;
    type IsMany = False;
    type Open = Nil;
    type In<F: Scope> = F;

    fn columns(_: &mut Pass<'_, '_>) {}

    fn column(_: usize) -> Option<(&'static str, &'static str)> {
        None
    }

    fn tables(_: &'static str, _: &mut Pass<'_, '_>) {}
}

impl<R, J, T> Joins for Cons<Step<R, J>, T>
where
    R: Relation<Arity: Fans, To: Mapped, Via: Way<R>>,
    J: Joins,
    T: Joins,
{
    type Rows = Cons<Cons<Whole<<R::To as Mapped>::Row, Nullable>, J::Rows>, T::Rows>;
    type Row = Cons<Cons<Option<<R::To as Mapped>::Row>, J::Row>, T::Row>;
    type IsJoined = True;
    type IsMany = Or<<R::Arity as Fans>::Out, Or<J::IsMany, T::IsMany>>;
    type Open =
        Concat<<R::To as Source>::Open, Concat<<R::Via as Way<R>>::Open, Concat<J::Open, T::Open>>>;
    type In<F: Scope> = T::In<J::In<<R::Via as Way<R>>::In<F>>>;

    fn columns(pass: &mut Pass<'_, '_>) {
        let def = R::To::def();
        for column in def.columns {
            pass.sql(", ");
            pass.item(|pass| pass.column(def.name, column.name));
        }
        J::columns(pass);
        T::columns(pass);
    }

    fn column(index: usize) -> Option<(&'static str, &'static str)> {
        let def = R::To::def();
        if let Some(column) = def.columns.get(index) {
            return Some((def.name, column.name));
        }
        let index = index - def.columns.len();
        let inner = J::Rows::WIDTH;
        if index < inner { J::column(index) } else { T::column(index - inner) }
    }

    fn tables(source: &'static str, pass: &mut Pass<'_, '_>) {
        let to = R::To::def();
        match R::Via::link() {
            None => left_join(to, source, R::keys(), pass),
            Some((link, far)) => {
                left_join(link, source, R::keys(), pass);
                left_join(to, link.name, far, pass);
            }
        }
        J::tables(to.name, pass);
        T::tables(source, pass);
    }
}

/// ` LEFT JOIN table ON table.x = source.y`
fn left_join(def: &'static TableDef, source: &str, keys: Pairs, pass: &mut Pass<'_, '_>) {
    pass.sql(Left::SQL);
    let before = pass.waiting();
    table_name(def, pass);
    pass.guard(def, def.name);
    pass.guard_on(before..pass.waiting());
    equal_keys(keys, source, def.name, pass);
    pass.guards_on();
}

/// The names of the joined tables are not taken in the scope `F`.
pub trait NewIn<F: Scope>: Joins {}

impl<F: Scope> NewIn<F> for Nil {}

impl<F, R, J, T> NewIn<F> for Cons<Step<R, J>, T>
where
    F: Scope,
    Self: Joins,
    R: Relation<Via: Way<R> + LinkIn<F, R::To>>,
    J: NewIn<<R::Via as Way<R>>::In<F>>,
    T: NewIn<J::In<<R::Via as Way<R>>::In<F>>>,
{
}

/// The names of the table `To` and of one between are not taken in the scope `F`.
pub trait LinkIn<F: Scope, To> {}

impl<F, To: Table, Side> LinkIn<F, To> for Direct<Side> where
    F: Scope<Has<To::Identity>: NotThereYet<To>>
{
}

impl<F, To: Table, L: Table> LinkIn<F, To> for Through<L>
where
    F: Scope<Has<L::Identity>: NotThereYet<L>>,
    F: Scope<Has<To::Identity>: NotThereYet<To>>,
{
}

/// A statement has no table of the name yet. Implemented for the answer "not there".
#[diagnostic::on_unimplemented(
    message = "table `{T}` is already part of the statement that would join it",
    label = "load the relation by a statement of its own: `.with(..)`"
)]
pub trait NotThereYet<T> {}
#[diagnostic::do_not_recommend]
impl<T> NotThereYet<T> for False {}

/// FROM with what is joined to its source `S`.
#[derive(Debug)]
pub struct LeftJoins<F, S, J> {
    pub(crate) from: F,
    joins: PhantomData<fn() -> (S, J)>,
}

copy_fields!([F, S, J] LeftJoins<F, S, J>: F => |this| Self::new(this.from.clone()));

impl<F, S, J> LeftJoins<F, S, J> {
    /// These tables, and what is joined.
    pub fn new(from: F) -> Self {
        Self { from, joins: PhantomData }
    }
}

impl<F, S, J> FromClause for LeftJoins<F, S, J>
where
    F: FromClause,
    J: Joins,
{
    type Scope = J::In<F::Scope>;
    type Root = F::Root;
    type Multiplies = Or<F::Multiplies, J::IsMany>;
    type Open = Concat<F::Open, J::Open>;
    // It stands in no subquery.
    type Reads = F::Reads;
    const SHAPE: Shape = F::SHAPE;
}

impl<D: Dialect, F: Render<D>, S: Source, J: Joins> Render<D> for LeftJoins<F, S, J> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.from.walk(pass);
        J::tables(S::NAME, pass);
    }
}

/// Selected items, and then the columns of what is joined.
#[derive(Debug)]
pub struct Further<P, J>(P, PhantomData<fn() -> J>);

impl<P, J> Further<P, J> {
    /// Those.
    pub fn new(items: P) -> Self {
        Self(items, PhantomData)
    }
}

copy_fields!([P, J] Further<P, J>: P => |this| Self::new(this.0.clone()));

impl<P: Items, J: Joins> Items for Further<P, J> {
    type Kind = P::Kind;
    type Open = P::Open;
    const SHAPE: Shape = P::SHAPE;
    const WIDTH: usize = P::WIDTH + J::Rows::WIDTH;

    fn column(index: usize) -> Option<(&'static str, &'static str)> {
        if index < P::WIDTH { P::column(index) } else { J::column(index - P::WIDTH) }
    }
}

impl<D: Dialect, P: Render<D>, J: Joins> Render<D> for Further<P, J> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
        J::columns(pass);
    }
}
