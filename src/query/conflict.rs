//! `ON CONFLICT`: upserts whose target is a unique key of the table.

use std::marker::PhantomData;

use super::assign::{Assigned, Assignments, Assigns, ForUpdate, RenderAssignments};
use super::at_version::CountsOnConflict;
use super::clause::{Clause, Clauses, RenderSlot, Tail, slot};
use super::complete::SetOnce;
use super::filter::Filters;
use super::insert::{Insert, InsertSource};
use super::owed::NewRows;
use super::returning::NoReturning;
use super::update::{Values, unchanged};
use crate::expr::column::Col;
use crate::expr::group::{Determines, Grouped, KeyColumns};
use crate::expr::kind::Plain;
use crate::expr::node::{Varies, operand, prec};
use crate::expr::tuple::NodeTuple;
use crate::expr::{Expr, In, Node, Resolve, Shape};
use crate::render::spec::Upsert;
use crate::render::{Dialect, Pass, Render, Supports};
use crate::schema::def::TableDef;
use crate::schema::scope::{Here, InScope, Scope};
use crate::schema::{Column, Source, Table, Tenanted};
use crate::types::SqlType;
use crate::types::logic::{
    And, Bool, Concat, Cons, D5, D7, D8, DB, DE, DF, False, Identity, NameDigits, Nil, Or, True,
};
use crate::types::null::{NotNull, Nullable};

/// A conflict is an error.
#[derive(Clone, Copy, Debug)]
pub struct NoConflict;
/// `DO NOTHING`; `L` are the columns of the key, or `Nil` for any key.
#[derive(Clone, Copy, Debug)]
pub struct DoNothing<L>(L);
/// `DO UPDATE SET .. WHERE ..`; `C` are its conditions.
#[derive(Clone, Copy, Debug)]
pub struct DoUpdate<L, S, C>(L, S, C);

/// `WHERE condition` of DO UPDATE.
#[derive(Clone, Copy, Debug)]
pub struct Only<N>(N);

/// `WHERE` the row that is there belongs to the statement's tenant.
#[derive(Debug)]
pub struct OwnRows<T>(PhantomData<T>);

copy_fields!([T] OwnRows<T>: => |_this| Self(PhantomData));

impl<T> OwnRows<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

/// An INSERT that waits for what to do on a conflict.
#[derive(Clone, Copy, Debug)]
#[must_use = "say `.do_nothing()` or `.do_update(..)`"]
pub struct OnConflict<T, V, L>(pub(crate) Insert<T, V, NoConflict, NoReturning>, pub(crate) L);

/// The scope of DO UPDATE: the row that is there, and the row that was to be inserted.
pub struct Both<T>(PhantomData<T>);

impl<T: Source> Scope for Both<T> {
    type Has<I: Identity> = <T::Identity as Identity>::Is<I>;
}

impl<T: Source> InScope<Both<T>, Here> for T {
    type Null = NotNull;
}

impl Tail for NoConflict {
    type Open = Nil;
    const SHAPE: Shape = Shape::Fixed;
}

impl<L> Tail for DoNothing<L> {
    type Open = Nil;
    const SHAPE: Shape = Shape::Fixed;
}

impl<L, S: Assigned, M, C: Clauses> Tail for DoUpdate<L, Values<S, M>, C> {
    type Open = Concat<S::Open, C::Open>;
    const UPDATES: bool = true;
    const SHAPE: Shape = S::SHAPE.or(C::SHAPE);
}

/// `excluded` in digits.
type Word = NameDigits<DE, DE, DF, D5, DB, D8, DB, D7>;

/// The table is not called `excluded`. Implemented for "it is not".
#[diagnostic::on_unimplemented(
    message = "ON CONFLICT DO UPDATE into `{T}` is ambiguous, since `excluded` is the row that was to be inserted",
    label = "give the table another name in the database"
)]
pub trait NotTheWord<T> {}
#[diagnostic::do_not_recommend]
impl<T> NotTheWord<T> for False {}

/// What the row that was to be inserted is called where it has no name of its own.
pub(crate) fn new_row(table: &TableDef) -> &'static str {
    if table.name.eq_ignore_ascii_case("new") { "incoming" } else { "new" }
}

/// Columns are a unique key of a table, in any order.
#[diagnostic::on_unimplemented(
    message = "ON CONFLICT takes the columns of a unique key of `{T}`, and this is an expression",
    label = "name the columns of a PRIMARY KEY or UNIQUE constraint"
)]
pub trait IsKeyOf<T> {}
impl<L: KeyColumns + Length, T: Table<UniqueKeys: Keys>> IsKeyOf<T> for L where
    <T::UniqueKeys as Keys>::Have<L, T>: HasKey<T>
{
}

/// The unique keys of a table.
pub trait Keys {
    /// Whether columns are one of them.
    type Have<L: KeyColumns + Length, T: Source>: Bool;
}

impl Keys for Nil {
    type Have<L: KeyColumns + Length, T: Source> = False;
}

// A key has each column once: where all of them are among as many columns, these are the key.
impl<H: Determines + Length, R: Keys> Keys for Cons<H, R> {
    type Have<L: KeyColumns + Length, T: Source> =
        Or<And<H::Within<L, T>, H::Equals<L>>, R::Have<L, T>>;
}

/// The length of a list, compared with that of another.
pub trait Length {
    /// All but the first.
    type Rest: Length;
    /// Whether there are none.
    type Ends: Bool;
    /// Whether the other is as long.
    type Equals<L: Length>: Bool;
}

impl Length for Nil {
    type Rest = Nil;
    type Ends = True;
    type Equals<L: Length> = L::Ends;
}

impl<H, R: Length> Length for Cons<H, R> {
    type Rest = R;
    type Ends = False;
    type Equals<L: Length> = And<<L::Ends as Bool>::Not, R::Equals<L::Rest>>;
}

/// The answer "the table has this key". Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "ON CONFLICT names what is not a unique key of `{T}`",
    label = "a PRIMARY KEY or UNIQUE constraint over exactly these columns is needed",
    note = "declare `#[unique]` on the column, or `unique(..)` on the table"
)]
pub trait HasKey<T> {}
#[diagnostic::do_not_recommend]
impl<T> HasKey<T> for True {}

/// Columns as a list.
pub trait Markers {
    /// The name of the column at a position.
    fn name(at: usize) -> Option<&'static str>;
}

impl Markers for Nil {
    fn name(_: usize) -> Option<&'static str> {
        None
    }
}

impl<C: Column, S, T: Markers> Markers for Cons<Col<C, S>, T> {
    fn name(at: usize) -> Option<&'static str> {
        if at == 0 { Some(C::NAME) } else { T::name(at - 1) }
    }
}

impl<T: Table, V: InsertSource> Insert<T, V, NoConflict, NoReturning> {
    /// `ON CONFLICT (columns)`: the columns of a primary key or UNIQUE constraint of the table, in any
    /// order. MySQL and MariaDB take a conflict on any key.
    pub fn on_conflict<L>(self, key: L) -> OnConflict<T, V, L::List>
    where
        L: NodeTuple<List: IsKeyOf<T>>,
    {
        OnConflict(self, key.into_list())
    }

    /// `ON CONFLICT DO NOTHING`: whatever the key, the row is left out.
    pub fn on_conflict_do_nothing(self) -> Insert<T, V, DoNothing<Nil>, NoReturning> {
        replace(self, DoNothing(Nil))
    }
}

fn replace<T, V, K>(
    insert: Insert<T, V, NoConflict, NoReturning>,
    conflict: K,
) -> Insert<T, V, K, NoReturning> {
    Insert { table: PhantomData, values: insert.values, conflict, returning: NoReturning }
}

impl<T: Table, V: InsertSource, L> OnConflict<T, V, L> {
    /// `DO NOTHING`: a row in conflict is left out, so that RETURNING gives none for it.
    pub fn do_nothing(self) -> Insert<T, V, DoNothing<L>, NoReturning> {
        replace(self.0, DoNothing(self.1))
    }

    /// `DO UPDATE SET ..`: `users::name.set(excluded(users::name))` takes the value that was to
    /// be inserted. A column with `update_with` is not filled here: assign `excluded(..)` of it, which
    /// the INSERT gives, or a value.
    ///
    /// Of a table with a `#[tenant]` column it changes a row of the statement's tenant only: `WHERE
    /// table.tenant_id = ?`, which MySQL and MariaDB do not have. A row of another tenant that is in
    /// conflict stays as it is.
    ///
    /// Of a table with a `#[version]` column it counts the version on, unless it assigns that. Which version there
    /// is it does not ask: `.filter(..)` does.
    pub fn do_update<A, S, M, K, C, I>(
        self,
        assignments: A,
    ) -> Insert<T, V, DoUpdate<L, Values<S, M>, C>, NoReturning>
    where
        T: Table<Open: NewRows<Own = C>, OnUpdate: CountsOnConflict<K, Counts = M>>,
        A: Assignments<Values = S, Columns = K>,
        S: Assigned + Assigns<T, ForUpdate, In<Both<T>, Nullable>, I>,
        K: SetOnce,
        <T::Identity as Identity>::Is<Word>: NotTheWord<T>,
    {
        let values = Values {
            given: assignments.keep(),
            made: <T::OnUpdate as CountsOnConflict<K>>::counts(),
        };
        replace(self.0, DoUpdate(self.1, values, <T::Open as NewRows>::own()))
    }
}

impl<T: Table, V, L, S, C> Insert<T, V, DoUpdate<L, S, C>, NoReturning> {
    /// `DO UPDATE SET .. WHERE condition`: other rows in conflict are left as they are; a further one is
    /// added with AND. MySQL and MariaDB do not have it.
    pub fn filter<W: Filters<Both<T>, I>, I>(
        self,
        condition: W,
    ) -> Insert<T, V, DoUpdate<L, S, Cons<Only<W::Node>, C>>, NoReturning> {
        let DoUpdate(key, set, conditions) = self.conflict;
        Insert {
            table: PhantomData,
            values: self.values,
            conflict: DoUpdate(key, set, Cons(Only(condition.condition()), conditions)),
            returning: NoReturning,
        }
    }
}

/// A column of the row that was to be inserted.
#[derive(Debug)]
pub struct Excluded<C>(PhantomData<C>);

impl<C> Clone for Excluded<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Excluded<C> {}

/// In `do_update`: the value that was to be inserted into the column; where the INSERT gives it
/// none, the column's default, or NULL.
pub fn excluded<C: Column>(_: Expr<Col<C, C::Table>>) -> Expr<Excluded<C>> {
    Expr(Excluded(PhantomData))
}

impl<C: Column> Node for Excluded<C> {
    type Type = C::Type;
    type Kind = Plain;
    type Open = Nil;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = Shape::Fixed;
}

impl<C: Column> Varies for Excluded<C> {}

/// There is a row that was to be inserted.
#[diagnostic::on_unimplemented(
    message = "`excluded({C})` has a meaning in `.on_conflict(..).do_update(..)` only",
    label = "elsewhere there is no row that was to be inserted"
)]
pub trait HasExcluded<C> {}
impl<T, C: Column<Table = T>> HasExcluded<C> for Both<T> {}

impl<C: Column, S, E> Resolve<In<S, E>, ()> for Excluded<C>
where
    S: HasExcluded<C>,
{
    type Null = C::Null;
}

impl<C, G> Grouped<G, ()> for Excluded<C> {}

impl<D: Dialect, C: Column> Render<D> for Excluded<C> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let (row, before, after) = match pass.spec().upsert {
            Upsert::OnConflict => ("excluded", ".", ""),
            Upsert::OnDuplicateKey => ("VALUES", "(", ")"),
        };
        pass.sql(row);
        pass.sql(before);
        pass.ident(C::NAME);
        pass.sql(after);
    }
}

/// The feature `DO UPDATE .. WHERE`.
pub struct ConflictFilter;
supports!(ConflictFilter: Sqlite Postgres);

/// Writes what happens on a conflict.
pub trait RenderConflict<D: Dialect> {
    /// Whether there is something to write.
    const IS_SET: bool;
    /// Writes it.
    fn conflict<'a>(&'a self, table: &'static TableDef, pass: &mut Pass<'_, 'a>);
}

impl<D: Dialect> RenderConflict<D> for NoConflict {
    const IS_SET: bool = false;
    #[inline]
    fn conflict<'a>(&'a self, _: &'static TableDef, _: &mut Pass<'_, 'a>) {}
}

impl<D: Dialect, L: Render<D> + FirstName> RenderConflict<D> for DoNothing<L> {
    const IS_SET: bool = true;

    /// Where there is no DO NOTHING, a column is set to itself; IGNORE would hide other errors.
    fn conflict<'a>(&'a self, table: &'static TableDef, pass: &mut Pass<'_, 'a>) {
        if pass.spec().upsert == Upsert::OnConflict {
            target(&self.0, pass);
            return pass.sql(" DO NOTHING");
        }
        pass.sql(" ON DUPLICATE KEY UPDATE ");
        unchanged(table, L::NAME, None, pass);
    }
}

/// The target of ON CONFLICT.
pub trait FirstName {
    /// The name of its first column.
    const NAME: Option<&'static str>;
    /// The condition of its index; empty where it is of all rows.
    const FILTER: &'static str = "";
}

impl FirstName for Nil {
    const NAME: Option<&'static str> = None;
}

impl<C: Column, S, T> FirstName for Cons<Col<C, S>, T> {
    const NAME: Option<&'static str> = Some(C::NAME);
}

fn target<'a, D: Dialect, L: Render<D> + FirstName>(key: &'a L, pass: &mut Pass<'_, 'a>) {
    pass.sql(" ON CONFLICT");
    if L::NAME.is_some() {
        pass.sql(" (");
        pass.unqualified(|pass| key.walk(pass));
        pass.sql(")");
    }
    if !L::FILTER.is_empty() {
        pass.sql(" WHERE ");
        pass.sql(L::FILTER);
    }
}

impl<D, L, S, M, C> RenderConflict<D> for DoUpdate<L, Values<S, M>, C>
where
    D: Dialect,
    L: Render<D> + FirstName,
    S: RenderAssignments<D>,
    M: RenderAssignments<D>,
    C: RenderSlot<D>,
{
    const IS_SET: bool = true;

    fn conflict<'a>(&'a self, table: &'static TableDef, pass: &mut Pass<'_, 'a>) {
        if pass.spec().upsert == Upsert::OnConflict {
            target(&self.0, pass);
            pass.sql(" DO UPDATE SET ");
        } else {
            pass.sql(" ON DUPLICATE KEY UPDATE ");
        }
        self.1.set(None, (table, L::NAME), pass);
        self.2.walk_slot(slot::WHERE, &mut false, pass);
    }
}

macro_rules! conditions {
    ($([$($generic:tt)*] $clause:ty: $open:ty, $shape:expr;)*) => {$(
        impl<$($generic)*> Clause for $clause {
            type Slot = slot::Where;
            type Open = $open;
            type Pins = Nil;
            type KeepsRows = True;
            type Sorting<Rest> = Rest;
            const SHAPE: Shape = $shape;
            const FIRST: &'static str = " WHERE ";
            const NEXT: &'static str = " AND ";
            const PLACE: usize = slot::WHERE;
        }
    )*};
}

conditions! {
    [N: Node] Only<N>: N::Open, N::SHAPE;
    [T] OwnRows<T>: Nil, Shape::Fixed;
}

impl<D: Supports<ConflictFilter>, N: Node + Render<D>> Render<D> for Only<N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        operand::<D, N>(&self.0, prec::AND, pass);
    }
}

impl<D: Supports<ConflictFilter>, T: Tenanted> Render<D> for OwnRows<T> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.column(T::NAME, T::Tenant::NAME);
        pass.sql(" = ");
        pass.tenant(<T::Tenant as Column>::Type::KIND);
    }
}
