//! `COPY .. FROM STDIN`: many rows of an INSERT in PostgreSQL's own form. It takes values, and no expressions.

use super::assign::{Assign, Assigned, Made, Whose};
use super::effect::Write;
use super::from::table_name;
use super::insert::{Fresh, ManyOf, OneOf, Row};
use super::owed::NewRows;
use super::{Batch, Statement, Touched};
use crate::expr::Shape;
use crate::expr::value::{Bind, MaybeBind};
use crate::render::{Dialect, Pass, Render, Supports, Way};
use crate::schema::{Column, Table};
use crate::types::logic::{Bool, Concat, Cons, List, Nil};
use crate::types::tuple::for_tuples;
use crate::types::{Kind, SqlType};

/// An INSERT of many rows that go by COPY.
#[derive(Clone, Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct ByCopy<T, L, M>(Fresh<T, ManyOf<L, M>>);

/// The feature COPY in its binary form.
pub struct BinaryCopy;
supports!(BinaryCopy: Postgres);

impl<T: Table, L, M> Fresh<T, ManyOf<L, M>> {
    /// The rows go by PostgreSQL's `COPY .. FROM STDIN (FORMAT binary)`: all or none, without
    /// RETURNING and ON CONFLICT. It is worth it from some thousand rows up, each of values alone.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let people = [("Ada", "ada@example.org"), ("Grace", "grace@example.org")];
    /// let copy = insert_into(users::table)
    ///     .rows(people.map(|(name, email)| (users::name.set(name), users::email.set(email))))
    ///     .by_copy();
    /// assert_eq!(
    ///     copy.to_sql::<Postgres>(),
    ///     "COPY users (name, email) FROM STDIN (FORMAT binary)"
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// A value whose type has another binary form than its column does not arrive: it is an
    /// error, and nothing is written.
    pub fn by_copy(self) -> ByCopy<T, L, M>
    where
        L: Plain,
    {
        ByCopy(self)
    }
}

/// Assignments of values alone, as rows in a form of their own have them.
pub trait Plain {
    /// The columns and what they hold, in the order of the values.
    fn columns(each: &mut dyn FnMut(&'static str, Kind));
}

/// What is sent as it is: a value.
#[diagnostic::on_unimplemented(
    message = "a row that is sent by itself has values, and this is an expression",
    label = "COPY and LOAD DATA compute nothing: give a value, or insert the rows as they are"
)]
pub trait Sent {}
impl<V, T> Sent for Bind<V, T> {}
impl<V, T> Sent for MaybeBind<V, T> {}

impl<C: Column, N: Sent> Plain for Assign<C, N> {
    fn columns(each: &mut dyn FnMut(&'static str, Kind)) {
        each(C::NAME, C::Type::KIND);
    }
}

macro_rules! plain_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Plain),*> Plain for ($($name,)*) {
            fn columns(each: &mut dyn FnMut(&'static str, Kind)) {
                $($name::columns(each);)*
            }
        }
    };
}

for_tuples!(plain_tuple);

impl Plain for Nil {
    fn columns(_: &mut dyn FnMut(&'static str, Kind)) {}
}

impl<C: Column, V, Given: Bool, R: Plain> Plain for Cons<Made<C, V, Given>, R> {
    fn columns(each: &mut dyn FnMut(&'static str, Kind)) {
        if !Given::VALUE {
            each(C::NAME, C::Type::KIND);
        }
        R::columns(each);
    }
}

impl<C: Column, R: Plain> Plain for Cons<Whose<C>, R> {
    fn columns(each: &mut dyn FnMut(&'static str, Kind)) {
        each(C::NAME, C::Type::KIND);
        R::columns(each);
    }
}

/// An INSERT whose rows go another way than as VALUES.
macro_rules! goes_by {
    ($statement:ident $way:expr) => {
        impl<T: Table<Open: NewRows>, L: Assigned, M: List> Statement for $statement<T, L, M> {
            type Effect = Write;
            type Open = Concat<<T::Open as NewRows>::Owed, L::Open>;
            type MeansRows = crate::types::logic::True;
            const SHAPE: Shape = Shape::Fixed;

            fn batch(&self) -> Option<Batch> {
                self.0.batch().map(|batch| Batch { way: $way, ..batch })
            }

            fn touches(&self) -> Touched {
                Touched::New(T::def())
            }
        }
    };
}
pub(super) use goes_by;

goes_by!(ByCopy Way::Copy);

impl<D, T, L, M> Render<D> for ByCopy<T, L, M>
where
    D: Dialect + Supports<BinaryCopy>,
    T: Table,
    OneOf<L, M>: Row<D>,
    Fresh<T, ManyOf<L, M>>: Render<D>,
{
    /// An INSERT of one row is what the server is asked, to know the types of the columns.
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let part = pass.rows();
        if (part.way, part.len) == (Way::Values, 1) {
            return self.0.walk(pass);
        }
        pass.sql("COPY ");
        table_name(T::def(), pass);
        self.0.values.names(pass);
        pass.sql(" FROM STDIN (FORMAT binary)");
        self.0.values.send(pass);
    }
}
