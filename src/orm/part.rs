//! `select(User.only((users::name, users::email)))`: a part of a row, whose columns its type lists.

use std::fmt;
use std::marker::PhantomData;

use super::admit::{Keeper, Tracks};
use super::load::Place;
use super::object::{KeyValue, Object};
use crate::driver::Driver;
use crate::expr::column::Col;
use crate::expr::kind::Plain;
use crate::expr::source::OwnSource;
use crate::expr::{Expr, In, Shape};
use crate::query::assign::IsTable;
use crate::query::complete::{Columns, Just};
use crate::query::output::{Output, Value as OneValue};
use crate::query::projection::{Entity, IntoProjection, Items, Projection};
use crate::query::rows::Listed;
use crate::render::{Dialect, Pass, Render};
use crate::schema::scope::InScope;
use crate::schema::{Column, Misread, Record, Source};
use crate::types::logic::{Digit, False, Nil};
use crate::types::null::{NotNull, Nullness};
use crate::types::tuple::for_tuples;
use crate::types::value::Value;
use crate::types::{Cell as _, Row, SqlType, ToSql};

/// A part of a row: its key, and its columns `C` as they were when it was read.
///
/// It is a value, in a session as elsewhere, and follows no change of the row. Who wants to write the row reads it as
/// an object, or runs an UPDATE.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// # async fn show(session: &mut Session<'_, Sqlite>) -> Result<(), relata::Error> {
/// let people = select(User.only((users::name, users::email))); // SELECT users.id, users.name, users.email
/// for person in session.all(&people).await? {
///     println!("{}: {}", person.key(), person.get(users::name));
///     if person.get(users::email).is_empty() {
///         let whole = session.get_one(User, *person.key()).await?;
///         session.edit(&whole).email = "-".into();
///     }
/// }
/// session.commit().await
/// # }
/// # fn main() {}
/// ```
pub struct Part<E: Record, C: PartColumns> {
    key: E::Key,
    version: Option<i64>,
    values: C::Values,
}

impl<E: HasParts, C: PartColumns> Part<E, C> {
    /// The value of the primary key: `session.get(User, *part.key())` is the whole row as an object.
    pub fn key(&self) -> &E::Key {
        &self.key
    }

    /// The version of the row, where its table counts them: an UPDATE can ask for it by `at_version`.
    pub fn version(&self) -> Option<i64> {
        self.version
    }

    /// A column. It compiles where it was read.
    pub fn get<K, I>(&self, column: Expr<Col<K, K::Table>>) -> &ValueOf<K>
    where
        K: ReadIn<C, I>,
    {
        let _ = column;
        K::find(&self.values)
    }

    /// Reads it.
    fn read<'r, R: Row<'r>>(row: R, mut at: usize) -> Result<Self, Misread> {
        let key = E::Key::read(row, at)?;
        at += E::Key::WIDTH;
        let mut version = None;
        if let Some(column) = E::VERSION.and_then(|place| E::def().columns.get(place)) {
            let read = Value::read(column.kind, row.cell(at));
            if let Value::Integer(read) = read.map_err(|reason| Misread { index: at, reason })? {
                version = Some(read);
            }
            at += 1;
        }
        Ok(Self { key, version, values: C::Outputs::decode(row, at)? })
    }
}

impl<E: HasParts, C: PartColumns> Clone for Part<E, C> {
    fn clone(&self) -> Self {
        let Self { key, version, values } = self;
        Self { key: key.clone(), version: *version, values: values.clone() }
    }
}

impl<E: HasParts, C: PartColumns> fmt::Debug for Part<E, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({} {})", E::def().name, self.key.key())
    }
}

/// The value of a column: an `Option` where it may be NULL.
pub type ValueOf<C> = <<C as Column>::Null as Nullness>::Wrap<<C as Column>::Type>;

/// A column is in a part, at a place that rustc finds.
#[diagnostic::on_unimplemented(
    message = "column `{Self}` was not loaded",
    label = "add `{Self}` to `.only(..)`, or read the whole row"
)]
pub trait ReadIn<C: PartColumns, I>: Column {
    /// Its value.
    fn find(values: &C::Values) -> &ValueOf<Self>;
}

/// Columns of a part: a tuple of their markers.
pub trait PartColumns: 'static {
    /// How they are read.
    type Outputs: Output<Row = Self::Values>;
    /// Their values.
    type Values: Clone + Send;
    /// Their places in the table.
    const PLACES: &'static [usize];
}

/// Columns that `.only(..)` takes of a table `T`: one, or a tuple.
#[diagnostic::on_unimplemented(
    message = "a part of a row consists of columns of its table, and this is something else",
    label = "write columns of the table, such as `users::name`, or a tuple of them"
)]
pub trait Picks<T> {
    /// Their markers.
    type Columns: PartColumns;
}

impl<T, C: Column<Table: IsTable<T, C>>> Picks<T> for Expr<Col<C, C::Table>>
where
    (C,): PartColumns,
{
    type Columns = (C,);
}

/// A column is read once. Implemented for the answer "not again".
#[diagnostic::on_unimplemented(
    message = "column `{C}` is listed twice",
    label = "leave one of the two `{C}` out"
)]
pub trait ListedOnce<C> {}
#[diagnostic::do_not_recommend]
impl<C> ListedOnce<C> for False {}

macro_rules! part_columns {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Column<Type: Clone>),*> PartColumns for ($($name,)*)
        where
            $(ValueOf<$name>: Clone,)*
        {
            type Outputs = ($(OneValue<$name::Type, $name::Null>,)*);
            type Values = ($(ValueOf<$name>,)*);
            const PLACES: &'static [usize] = &[$(<$name::Number as Digit>::VALUE),*];
        }

        part_columns!(@read [$($name)*] $($name $index)*);
        part_columns!(@picks [$($name)*] [] $($name)*);
    };
    (@read $all:tt $($name:ident $index:tt)*) => {
        $(part_columns!(@one $all $name $index);)*
    };
    (@one [$($all:ident)*] $name:ident $index:tt) => {
        impl<$($all: Column),*> ReadIn<($($all,)*), Place<$index>> for $name
        where
            ($($all,)*): PartColumns<Values = ($(ValueOf<$all>,)*)>,
        {
            fn find(values: &($(ValueOf<$all>,)*)) -> &ValueOf<$name> {
                &values.$index
            }
        }
    };
    // Each is absent from those after it.
    (@picks [$($all:ident)*] [$($bound:tt)*] $last:ident) => {
        impl<T__, $($all: Column<Table: IsTable<T__, $all>>),*> Picks<T__>
            for ($(Expr<Col<$all, $all::Table>>,)*)
        where
            ($($all,)*): PartColumns,
            $($bound)*
        {
            type Columns = ($($all,)*);
        }
    };
    (@picks $all:tt [$($bound:tt)*] $first:ident $($rest:ident)+) => {
        part_columns!(@picks $all [
            $($bound)*
            <($(Just<$rest>,)+) as Columns>::Has<$first::Table, $first::Number>: ListedOnce<$first>,
        ] $($rest)+);
    };
}

mod tuples {
    use super::*;
    for_tuples!(part_columns);
}

/// A row struct of whose rows parts can be read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no primary key by which a part of a row is known",
    label = "the row struct of a table with a primary key is needed: `pub users as User`"
)]
pub trait HasParts: Object<Key: ReadKey> {}
impl<E: Object<Key: ReadKey>> HasParts for E {}

/// The value of a primary key, as it is read.
pub trait ReadKey: KeyValue + Clone + Send + Sync + 'static {
    /// How many columns it has.
    const WIDTH: usize;
    /// Reads them from column `at` on.
    fn read<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self, Misread>;
}

impl<T: SqlType + ToSql + Clone + Sync> ReadKey for T {
    const WIDTH: usize = 1;

    fn read<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self, Misread> {
        T::decode(row.cell(at)).map_err(|reason| Misread { index: at, reason })
    }
}

macro_rules! key_tuple {
    ($first:ident $zero:tt) => {};
    ($($name:ident $index:tt)*) => {
        impl<$($name: SqlType + ToSql + Clone + Sync),*> ReadKey for ($($name,)*) {
            const WIDTH: usize = 0 $(+ <$name as ReadKey>::WIDTH)*;

            fn read<'r, Source: Row<'r>>(row: Source, at: usize) -> Result<Self, Misread> {
                Ok(($($name::read(row, at + $index)?,)*))
            }
        }
    };
}

mod keys {
    use super::{Misread, ReadKey, Row, SqlType, ToSql, for_tuples};
    for_tuples!(key_tuple);
}

impl<E: Record, S> Entity<E, S> {
    /// A part of each row: its key, the column that counts its versions if there is one, and these. What a row
    /// becomes is a [`Part`].
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// assert_eq!(
    ///     select(User.only(users::name)).filter(users::id.lt(10)).to_sql::<Sqlite>(),
    ///     "SELECT users.id, users.name FROM users WHERE users.id < ?1"
    /// );
    /// ```
    pub fn only<P>(self, columns: P) -> Only<E, P::Columns, S>
    where
        E: HasParts,
        P: Picks<E::Table>,
    {
        let _ = columns;
        Only(PhantomData)
    }
}

/// Some columns of a table, read into a [`Part`]: what [`User.only(..)`](Entity::only) gives.
pub struct Only<E, C, S>(PhantomData<fn() -> (E, C, S)>);

impl<E, C, S> Clone for Only<E, C, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, C, S> Copy for Only<E, C, S> {}

/// How many columns a part is read from.
const fn width<E: HasParts, C: PartColumns>() -> usize {
    E::Key::WIDTH + E::VERSION.is_some() as usize + C::PLACES.len()
}

/// Their names.
fn name<E: HasParts, C: PartColumns>(index: usize) -> Option<&'static str> {
    let def = E::def();
    let Some(beside) = index.checked_sub(def.primary_key.len()) else {
        return def.primary_key.get(index).copied();
    };
    let mut places = E::VERSION.into_iter().chain(C::PLACES.iter().copied());
    def.columns.get(places.nth(beside)?).map(|column| column.name)
}

impl<E, C, S: Source + Default> OwnSource for Only<E, C, S> {
    type Source = S;
}

impl<E: HasParts, C: PartColumns, S: Source<Table = E::Table>> IntoProjection for Only<E, C, S> {
    type Items = Self;

    fn items(self) -> Self {
        self
    }
}

impl<E: HasParts, C: PartColumns, S: Source<Table = E::Table>> Items for Only<E, C, S> {
    type Kind = Plain;
    type Open = Nil;
    const SHAPE: Shape = Shape::Fixed;
    const WIDTH: usize = width::<E, C>();

    fn column(index: usize) -> Option<(&'static str, &'static str)> {
        name::<E, C>(index).map(|name| (S::NAME, name))
    }
}

impl<E, C, S, T, X, I> Projection<In<T, X>, I> for Only<E, C, S>
where
    E: HasParts,
    C: PartColumns,
    S: Source<Table = E::Table> + InScope<T, I>,
{
    type Output = PartOf<E, C, S::Null>;
}

impl<D: Dialect, E: HasParts, C: PartColumns, S: Source> Render<D> for Only<E, C, S> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        for (i, name) in (0..width::<E, C>()).filter_map(name::<E, C>).enumerate() {
            pass.sql(if i > 0 { ", " } else { "" });
            pass.item(|pass| pass.column(S::NAME, name));
        }
    }
}

/// A part of a row, absent where an outer join found none.
pub struct PartOf<E, C, N>(PhantomData<fn() -> (E, C, N)>);

impl<E: HasParts, C: PartColumns, N: Nullness> Output for PartOf<E, C, N> {
    type Row = N::Wrap<Part<E, C>>;
    type Ref<'r> = N::Wrap<Part<E, C>>;
    const WIDTH: usize = width::<E, C>();

    fn decode<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Row, Misread> {
        N::group(row.cell(at).is_null(), || Part::read(row, at))
    }

    fn decode_ref<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Row, Misread> {
        Self::decode(row, at)
    }
}

impl<E: HasParts, C: PartColumns> Listed for PartOf<E, C, NotNull> {
    fn column(index: usize) -> Option<(&'static str, &'static str)> {
        name::<E, C>(index).map(|name| (E::def().name, name))
    }
}

impl<E, C, N, A> Tracks<A> for PartOf<E, C, N>
where
    Self: Output,
{
    type Given = Self::Row;

    fn track<D: Driver>(row: Self::Row, _: &mut Keeper<'_, D>) -> Self::Row {
        row
    }
}
