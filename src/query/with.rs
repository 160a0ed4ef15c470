//! `WITH`: named queries in front of a statement, also recursive ones.

use std::marker::PhantomData;

use super::clause::{Clauses, slot};
use super::derived::{MatchesShape, NoOuter, Shaped, column_names};
use super::effect::WriteBeside;
use super::filter::RowsChosen;
use super::from::FromClause;
use super::hidden::SeesBehind;
use super::insert::InsertSource;
use super::open::{Named, for_open};
use super::output::Columns;
use super::reads::{IdentityOf, ReadTables};
use super::set_operation::{Bare, SetWord, Side, Union, UnionAll};
use super::writing::{InWith, OnlyReads, Whole, WritingWith};
use super::written::{TableOf, Written};
use super::{Batch, Expected, Query, Statement};
use crate::expr::Shape;
use crate::query::subquery::Subquery;
use crate::render::{Kinds, NeededIf, Pass, QueryNames, Render, Supports};
use crate::schema::scope::{JoinKind, Joined, One};
use crate::schema::{Source, Table};
use crate::types::logic::{And, Bool, Concat, Cons, False, Identity, List, Nil, Or, True};
use crate::types::null::Nullness;

/// `name (columns) AS (query)`
#[derive(Clone, Copy, Debug)]
pub struct Cte<S, Q> {
    shape: PhantomData<S>,
    query: Q,
}

/// `name (columns) AS (seed UNION ALL step)`, with the word `Op` between the two.
#[derive(Clone, Copy, Debug)]
pub struct RecursiveCte<S, Op, A, B> {
    shape: PhantomData<(S, Op)>,
    seed: A,
    step: B,
}

/// Gives a query the name and columns of a `shape!`, to be used by [`with`].
///
/// On PostgreSQL it takes an INSERT, UPDATE or DELETE with RETURNING, too, whose rows are those that it returns.
/// The whole statement writes then. What is written is written once and to its end, whoever reads the rows,
/// and no other part of the statement sees the tables as they are afterwards.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// shape! { pub gone { author: i64, title: String } }
///
/// # fn main() {
/// let old = delete(posts::table).filter(posts::id.lt(10)).returning((posts::author_id, posts::title));
/// let names = with(cte(gone::table, old)).query(
///     from(users::table)
///         .inner_join(gone::table)
///         .on(gone::author.eq(users::id))
///         .select((users::name, gone::title)),
/// );
/// assert_eq!(
///     names.to_sql::<Postgres>(),
///     "WITH gone (author, title) AS (DELETE FROM posts WHERE posts.id < $1 \
///      RETURNING posts.author_id, posts.title) \
///      SELECT users.name, gone.title FROM users JOIN gone ON gone.author = users.id"
/// );
/// # }
/// ```
pub fn cte<S, Q>(_: S, query: Q) -> Cte<S, Q>
where
    S: Source<Table: Shaped>,
    Q: InWith<Output: Columns, MeansRows: RowsChosen>,
    <Q::Output as Columns>::List: MatchesShape<<S::Table as Shaped>::Columns>,
    Q::Open: NoOuter,
{
    Cte { shape: PhantomData, query }
}

macro_rules! recursions {
    ($($(#[$doc:meta])* $name:ident $word:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name<S, A, B>(_: S, seed: A, step: B) -> RecursiveCte<S, $word, A, B>
        where
            S: Source<Table: Shaped>,
            A: Query<Output: Columns> + Subquery + Bare,
            B: Query<Output: Columns> + Subquery + Bare + RecursiveStep<S>,
            <A::Output as Columns>::List: MatchesShape<<S::Table as Shaped>::Columns>,
            <B::Output as Columns>::List: MatchesShape<<S::Table as Shaped>::Columns>,
            A::Open: NoOuter + Names,
            B::Open: NoOuter + Names,
            <A::Open as Names>::Has<S::Identity>: SeedIsFree<S>,
            <B::Open as Names>::Again<S::Identity>: ReadOnce<S>,
        {
            RecursiveCte { shape: PhantomData, seed, step }
        }
    )*};
}

recursions! {
    /// A query that refers to itself: the rows of `seed`, and those that `step` adds to the rows
    /// before, until it adds none. `step` selects from the shape's own table.
    ///
    /// The seed alone decides the types of the columns, so it is cast to them where a database would
    /// take a narrower one, and so is the step where the database refuses a wider one.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// shape! { pub numbers { n: i64 } }
    ///
    /// # fn main() {
    /// let count = recursive(
    ///     numbers::table,
    ///     from(users::table).filter(users::id.eq(1)).select(int::<1>()),
    ///     from(numbers::table).filter(numbers::n.lt(5)).select(numbers::n + int::<1>()),
    /// );
    /// let q = with(count).query(from(numbers::table).select(numbers::n));
    /// assert!(q.to_sql::<Sqlite>().starts_with("WITH RECURSIVE numbers (n) AS ("));
    /// # }
    /// ```
    recursive UnionAll;
    /// The same with `UNION` between the two: a row that was there before is left out. So it ends in a graph with
    /// cycles, as long as rows hold nothing that grows with the way to them.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// shape! { pub reached { id: i64 } }
    ///
    /// # fn main() {
    /// let found = recursive_union(
    ///     reached::table,
    ///     select(posts::id).filter(posts::id.eq(1)),
    ///     from(reached::table).inner_join(posts::table).on(posts::author_id.eq(reached::id)).select(posts::id),
    /// );
    /// let q = with(found).query(select(reached::id));
    /// assert!(q.to_sql::<Sqlite>().contains(" WHERE posts.id = ?1 UNION SELECT posts.id FROM reached "));
    /// # }
    /// ```
    recursive_union Union;
}

/// The seed of a recursive query does not refer to the query.
#[diagnostic::on_unimplemented(
    message = "the seed of the recursive query `{S}` refers to the query itself",
    label = "only the step may select from `{S}`"
)]
pub trait SeedIsFree<S> {}
#[diagnostic::do_not_recommend]
impl<S> SeedIsFree<S> for False {}

/// The step of a recursive query refers to it once. Implemented for the answer "not again".
#[diagnostic::on_unimplemented(
    message = "the step of the recursive query `{S}` refers to the query more than once",
    label = "databases take `{S}` once in FROM, and in no subquery: join other tables, or select more columns"
)]
pub trait ReadOnce<S> {}
#[diagnostic::do_not_recommend]
impl<S> ReadOnce<S> for False {}

/// The named queries among what is left open.
pub trait Names {
    /// Whether a name is among them.
    type Has<I: Identity>: Bool;
    /// Whether it is among them more than once.
    type Again<I: Identity>: Bool;
    /// The `shape!` of that name, or nothing.
    type Shape<I: Identity>;
}

impl Names for Nil {
    type Has<I: Identity> = False;
    type Again<I: Identity> = False;
    type Shape<I: Identity> = ();
}

impl<S: Source, T: Names> Names for Cons<Named<S>, T> {
    type Has<I: Identity> = Or<<S::Identity as Identity>::Is<I>, T::Has<I>>;
    type Again<I: Identity> = Or<And<<S::Identity as Identity>::Is<I>, T::Has<I>>, T::Again<I>>;
    type Shape<I: Identity> = <<S::Identity as Identity>::Is<I> as Bool>::If<S::Table, T::Shape<I>>;
}

macro_rules! no_name {
    ([$($of:ident),*] $open:ty) => {
        impl<$($of,)* T: Names> Names for Cons<$open, T> {
            type Has<I: Identity> = T::Has<I>;
            type Again<I: Identity> = T::Again<I>;
            type Shape<I: Identity> = T::Shape<I>;
        }

        impl<$($of,)* T: Minus<L>, L> Minus<L> for Cons<$open, T> {
            type Rest = Cons<$open, T::Rest>;
        }
    };
}

for_open!(no_name: Locks Volatile Reads Owes);

/// Named queries, in the order of their definition.
pub trait Definitions {
    /// The names that they define.
    type Names: List;
    /// What a definition leaves open, apart from those before it.
    type Open: List;
    /// Whether one writes.
    type Writes: Bool;
    /// Whether one is recursive.
    const RECURSIVE: bool;
    /// What their text depends on.
    const SHAPE: Shape;
}

impl<S, Q: InWith> Definitions for Cte<S, Q> {
    type Names = Cons<Named<S>, Nil>;
    type Open = Q::Left;
    type Writes = Q::Writes;
    const RECURSIVE: bool = false;
    const SHAPE: Shape = Q::SHAPE;
}

impl<S: Source, Op, A: Statement, B: Statement> Definitions for RecursiveCte<S, Op, A, B>
where
    A::Open: ReadTables,
    B::Open: Minus<Cons<Named<S>, Nil>, Rest: ReadTables>,
{
    type Names = Cons<Named<S>, Nil>;
    type Open = Concat<
        <A::Open as ReadTables>::Copied,
        <<B::Open as Minus<Cons<Named<S>, Nil>>>::Rest as ReadTables>::Copied,
    >;
    type Writes = False;
    const RECURSIVE: bool = true;
    const SHAPE: Shape = A::SHAPE.or(B::SHAPE);
}

macro_rules! definitions {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Definitions),*> Definitions for ($($name,)*)
        where
            definitions!(@list $($name)*): ClosedInOrder,
        {
            type Names = definitions!(@names $($name)*);
            type Open = <definitions!(@list $($name)*) as ClosedInOrder>::Open;
            type Writes = definitions!(@writes $($name)*);
            const RECURSIVE: bool = false $(|| $name::RECURSIVE)*;
            const SHAPE: Shape = Shape::Fixed$(.or($name::SHAPE))*;
        }
    };
    (@names $last:ident) => { $last::Names };
    (@names $first:ident $($rest:ident)+) => {
        Concat<$first::Names, definitions!(@names $($rest)+)>
    };
    (@writes $last:ident) => { $last::Writes };
    (@writes $first:ident $($rest:ident)+) => {
        Or<$first::Writes, definitions!(@writes $($rest)+)>
    };
    (@list) => { Nil };
    (@list $first:ident $($rest:ident)*) => { Cons<$first, definitions!(@list $($rest)*)> };
}

definitions!(A 0);
definitions!(A 0 B 1);
definitions!(A 0 B 1 C 2);
definitions!(A 0 B 1 C 2 E 3);
definitions!(A 0 B 1 C 2 E 3 F 4);
definitions!(A 0 B 1 C 2 E 3 F 4 G 5);
definitions!(A 0 B 1 C 2 E 3 F 4 G 5 H 6);
definitions!(A 0 B 1 C 2 E 3 F 4 G 5 H 6 J 7);

/// Definitions one after the other, where each sees those before it.
pub trait ClosedInOrder {
    /// What stays open.
    type Open: List;
}

impl ClosedInOrder for Nil {
    type Open = Nil;
}

impl<H, T> ClosedInOrder for Cons<H, T>
where
    H: Definitions,
    T: ClosedInOrder<Open: Minus<H::Names>>,
{
    type Open = Concat<H::Open, <T::Open as Minus<H::Names>>::Rest>;
}

/// A list of open names without those that are defined.
pub trait Minus<Defined> {
    /// The rest.
    type Rest: List;
}

impl<L> Minus<L> for Nil {
    type Rest = Nil;
}

impl<S: Source, T: Minus<L>, L: Names> Minus<L> for Cons<Named<S>, T> {
    type Rest = <L::Has<S::Identity> as Bool>::IfList<T::Rest, Cons<Named<S>, T::Rest>>;
}

/// Named queries that wait for their statement.
#[derive(Clone, Copy, Debug)]
#[must_use = "named queries need a statement: `.query(..)`"]
pub struct With<C>(C);

/// `WITH name (columns) AS (..), ..`: one definition by [`cte`] or [`recursive`], or a tuple.
/// Each may use those before it.
///
/// MySQL has no WITH before INSERT, and MariaDB before nothing but SELECT: a subquery can take it
/// everywhere. On MySQL no query has the name of the table that the statement writes. Beside something boxed
/// the queries stand under names like `"totals of WITH"`: SQL by hand inside does not find them as `totals`.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// shape! { pub written { author: i64 } }
///
/// # fn main() {
/// let named = with(cte(written::table, select(posts::author_id)));
/// let quiet = delete(users::table).filter(users::id.not_in(named.query(select(written::author))));
/// assert_eq!(
///     quiet.to_sql::<MariaDb>(),
///     "DELETE FROM users WHERE users.id NOT IN (WITH written (author) AS \
///      (SELECT posts.author_id FROM posts) SELECT written.author FROM written)"
/// );
/// # }
/// ```
pub fn with<C: Definitions<Names: EachNamedOnce>>(definitions: C) -> With<C> {
    With(definitions)
}

/// No name is twice in a list.
pub trait EachNamedOnce {}
impl EachNamedOnce for Nil {}
impl<S: Source, T: Names + EachNamedOnce> EachNamedOnce for Cons<Named<S>, T> where
    T::Has<S::Identity>: NamedOnce<S>
{
}

/// The name is not there again. Implemented for the answer "no".
#[diagnostic::on_unimplemented(
    message = "WITH defines `{S}` twice",
    label = "give one of the two a `shape!` of its own"
)]
pub trait NamedOnce<S> {}
#[diagnostic::do_not_recommend]
impl<S> NamedOnce<S> for False {}

impl<C: Definitions> With<C> {
    /// The statement that uses the named queries.
    pub fn query<Q>(self, query: Q) -> WithQuery<C, Q>
    where
        Q: Statement<Open: Minus<C::Names>> + TakesWith<Reads: SeesBehind<C::Names>>,
        Concat<C::Open, Q::Open>: SeesBehind<C::Names>,
        And<C::Writes, Q::InParts>: Whole,
    {
        let names = match <Concat<C::Open, Q::Open> as SeesBehind<C::Names>>::NAMES_ANY {
            true => QueryNames::Apart,
            false => QueryNames::Plain,
        };
        WithQuery { definitions: self.0, query, names }
    }
}

/// A statement that has no WITH yet.
#[diagnostic::on_unimplemented(
    message = "this statement has a WITH already",
    label = "give all definitions to one `with((a, b))`"
)]
pub trait TakesWith {
    /// The feature that a dialect needs for it; `()` for none.
    type Needs;
    /// The tables that its FROM names, without the one that it writes.
    type Reads: List;
    /// Whether the table that it writes has a name among `L`.
    type Writes<L: Names>: Bool;
    /// Whether it is written in parts.
    type InParts: Bool;
}

macro_rules! takes_with {
    ($([$($generic:tt)*] $statement:ty, needs $needs:ty, reads $reads:ty
        $(, writes $table:ty, in parts $parts:ty)?;)*) => {$(
        impl<$($generic)*> TakesWith for $statement {
            type Needs = $needs;
            type Reads = $reads;
            type Writes<L__: Names> = takes_with!(@writes L__ $($table)?);
            type InParts = takes_with!(@parts $($parts)?);
        }
    )*};
    (@parts) => { False };
    (@parts $parts:ty) => { $parts };
    (@writes $list:ident) => { False };
    (@writes $list:ident $table:ty) => { $list::Has<IdentityOf<$table>> };
}

takes_with! {
    [F: FromClause, P, G, C] super::select::Select<F, P, G, C>, needs (), reads F::Reads;
    [Op, A: Subquery, B: Subquery, C] super::set_operation::SetOperation<Op, A, B, C>, needs (),
        reads Concat<A::Reads, B::Reads>;
    [D, O, X] super::boxed::BoxedSelect<'_, D, O, X>, needs (), reads Nil;
    [T: Table, V: InsertSource, K, R] super::insert::Insert<T, V, K, R>, needs WithBeforeInsert,
        reads V::Reads, writes T, in parts V::InParts;
    [F: Written, V, C, R] super::update::Update<F, V, C, R>, needs WithBeforeUpdate,
        reads F::OthersRead, writes TableOf<F>, in parts False;
    [F: Written, C, R] super::delete::Delete<F, C, R>, needs WithBeforeUpdate,
        reads F::OthersRead, writes TableOf<F>, in parts False;
}

/// The feature `WITH .. INSERT ..`. Where there is none, the SELECT of the INSERT takes the WITH:
/// `insert_into(t).from_select(columns, with(..).query(..))`.
pub struct WithBeforeInsert;
supports!(WithBeforeInsert: Sqlite Postgres);

/// The feature `WITH .. UPDATE ..` and `WITH .. DELETE ..`. Where there is none, a subquery takes
/// the WITH: `.filter(t::id.in_(with(..).query(..)))`.
pub struct WithBeforeUpdate;
supports!(WithBeforeUpdate: Sqlite Postgres MySql);

/// The feature of a query of WITH that has the name of the table that is written. MySQL takes the query for the table.
pub struct QueryNamedLikeTarget;
supports!(QueryNamedLikeTarget: Sqlite Postgres);

/// The step of a recursive query: plain rows, without grouping, aggregates or windows.
#[diagnostic::on_unimplemented(
    message = "the step of a recursive query cannot group, aggregate or use window functions",
    label = "do that in the query around it"
)]
pub trait RecursiveStep<S> {
    /// Whether it is DISTINCT.
    type IsDistinct: Bool;
}

impl<F, P, O, C, S> RecursiveStep<S>
    for super::select::Select<F, super::select::Picked<P, O>, super::group::Ungrouped, C>
where
    P: super::projection::Items<Kind: PlainStep>,
    F: FromClause<Scope: StepScope>,
    S: Source,
    <F::Scope as StepScope>::Has<S::Identity>: StepReads<S>,
    <F::Scope as StepScope>::Fills<S::Identity>: StepKept<S>,
    C: Clauses,
{
    type IsDistinct = C::Has<slot::Distinct>;
}

/// The feature SELECT DISTINCT in the step of a recursive query. MariaDB takes it, and repeats rows without end.
pub struct DistinctStep;
supports!(DistinctStep: Sqlite Postgres);

/// Where a FROM has a named query.
pub trait StepScope {
    /// Whether it has the query at all.
    type Has<I: Identity>: Bool;
    /// Whether an outer join fills the query with NULL.
    type Fills<I: Identity>: Bool;
}

impl<S: Source<Open: Names>> StepScope for One<S> {
    type Has<I: Identity> = <S::Open as Names>::Has<I>;
    type Fills<I: Identity> = False;
}

impl<L: StepScope, R: StepScope, K: JoinKind> StepScope for Joined<L, R, K> {
    type Has<I: Identity> = Or<L::Has<I>, R::Has<I>>;
    type Fills<I: Identity> = Or<
        Or<L::Fills<I>, And<<K::OfLeft as Nullness>::Is, L::Has<I>>>,
        Or<R::Fills<I>, And<<K::OfRight as Nullness>::Is, R::Has<I>>>,
    >;
}

/// The step selects from the recursive query. Implemented for the answer "yes".
#[diagnostic::on_unimplemented(
    message = "the step of a recursive query does not select from `{S}`, the query itself",
    label = "begin with `from({S})`, or join it: databases refuse it in a subquery"
)]
pub trait StepReads<S> {}
#[diagnostic::do_not_recommend]
impl<S> StepReads<S> for True {}

/// No outer join fills the recursive query with NULL. Implemented for the answer "no".
#[diagnostic::on_unimplemented(
    message = "the step of a recursive query has `{S}` on the nullable side of an outer join",
    label = "SQL takes `{S}` on the side that keeps its rows only: begin with `from({S})`, or use an inner join"
)]
pub trait StepKept<S> {}
#[diagnostic::do_not_recommend]
impl<S> StepKept<S> for False {}

/// Only plain expressions are selected.
#[diagnostic::on_unimplemented(
    message = "the step of a recursive query cannot group, aggregate or use window functions",
    label = "do that in the query around it"
)]
pub trait PlainStep {}
impl PlainStep for crate::expr::kind::Plain {}

/// `WITH .. statement`
#[derive(Clone, Copy, Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct WithQuery<C, Q> {
    definitions: C,
    query: Q,
    names: QueryNames,
}

impl<C: Definitions, Q> Statement for WithQuery<C, Q>
where
    Q: Statement<Open: Minus<C::Names>>,
{
    type Effect = <C::Writes as Bool>::If<WriteBeside, Q::Effect>;
    type Open = Concat<C::Open, <Q::Open as Minus<C::Names>>::Rest>;
    type MeansRows = Q::MeansRows;
    const SHAPE: Shape = C::SHAPE.or(Q::SHAPE);

    fn batch(&self) -> Option<Batch> {
        self.query.batch()
    }

    fn expects(&self) -> Option<Expected> {
        self.query.expects()
    }
}

impl<C: Definitions<Writes: OnlyReads>, Q> Subquery for WithQuery<C, Q>
where
    Q: Subquery<Open: Minus<C::Names>>,
{
    type Limited = Q::Limited;
    type Reads = Q::Reads;
    type Past = Q::Past;
    type IsCopy = Q::IsCopy;
}

impl<C: Definitions, Q> Query for WithQuery<C, Q>
where
    Q: Query<Open: Minus<C::Names>>,
{
    type Output = Q::Output;
    type Rows = Q::Rows;
    const CAN_LIMIT: bool = Q::CAN_LIMIT;

    fn columns(&self) -> super::ColumnNames {
        self.query.columns()
    }
}

impl<D, C, Q> Render<D> for WithQuery<C, Q>
where
    D: Supports<Q::Needs> + Supports<NeededIf<Q::Writes<C::Names>, QueryNamedLikeTarget>>,
    C: Definitions<Names: Names> + Render<D>,
    Q: TakesWith + Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.with_queries(self.names, |pass| {
            pass.before_columns(|pass| {
                pass.sql(if C::RECURSIVE { "WITH RECURSIVE " } else { "WITH " });
                self.definitions.walk(pass);
                pass.sql(" ");
            });
            self.query.walk(pass);
        });
    }
}

impl<D, S, Q> Render<D> for Cte<S, Q>
where
    D: Supports<NeededIf<Q::Writes, WritingWith>>,
    S: Source,
    Q: InWith + Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.define(S::NAME);
        column_names(S::Table::def().columns, pass);
        pass.sql(" AS (");
        self.query.walk(pass);
        pass.sql(")");
    }
}

impl<D, S, Op, A, B> Render<D> for RecursiveCte<S, Op, A, B>
where
    D: Supports<NeededIf<B::IsDistinct, DistinctStep>>,
    S: Source,
    Op: SetWord,
    A: Side<D>,
    B: RecursiveStep<S> + Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.define(S::NAME);
        column_names(S::Table::def().columns, pass);
        pass.sql(" AS (");
        let kinds: Kinds = |at| S::Table::def().columns.get(at).map(|column| column.kind);
        pass.typed(kinds, |pass| self.seed.right(pass));
        pass.sql(Op::SQL);
        match pass.spec().types_steps {
            true => pass.typed(kinds, |pass| self.step.walk(pass)),
            false => self.step.walk(pass),
        }
        pass.sql(")");
    }
}
