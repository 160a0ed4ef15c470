//! The values of a new object: assignments as INSERT takes them, and in place of a foreign key the
//! object that it leads to, whose key may not be known yet.

use std::marker::PhantomData;

use super::Refers;
use super::handle::{New, Ref, Tracked};
use crate::expr::value::{Bind, MaybeBind};
use crate::expr::{Node, Operand, operand::Present};
use crate::query::assign::{Assign, Default, Made, Null, Whose};
use crate::query::at_version::CountsOn;
use crate::schema::record::LeadsTo;
use crate::schema::relation::{Belongs, Rel, Relation};
use crate::schema::{Column, Record};
use crate::types::logic::{Cons, Digit, Nil};
use crate::types::null::NotNull;
use crate::types::tuple::for_tuples;
use crate::types::value::Value;
use crate::types::{SqlType, ToSql};

/// What is given for a column.
#[derive(Clone, Debug)]
pub enum Given {
    /// A value.
    Value(Value),
    /// The key of an object.
    Key(Ref),
}

impl Given {
    /// The value, unless it is a key that is not known yet.
    pub fn value(self) -> Option<Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Key(_) => None,
        }
    }
}

/// The places of columns, and what is given for them.
pub type GivenColumns = Vec<(usize, Given)>;

/// Assignments as values.
pub trait Draft {
    /// Adds what they give.
    fn draft(&self, columns: &mut GivenColumns);
}

impl Draft for Nil {
    fn draft(&self, _: &mut GivenColumns) {}
}

impl<C: Column, N: Gives<C>> Draft for Assign<C, N> {
    fn draft(&self, columns: &mut GivenColumns) {
        if let Some(given) = self.0.give() {
            columns.push((C::Number::VALUE, given));
        }
    }
}

impl<C: Column, N: Gives<C>> Draft for Option<Assign<C, N>> {
    fn draft(&self, columns: &mut GivenColumns) {
        if let Some(assign) = self {
            assign.draft(columns);
        }
    }
}

impl<C: Column, V: ToSql, G, T: Draft> Draft for Cons<Made<C, V, G>, T> {
    fn draft(&self, columns: &mut GivenColumns) {
        if let Some(value) = self.0.value() {
            columns.push((C::Number::VALUE, Given::Value(Value::of(value))));
        }
        self.1.draft(columns);
    }
}

/// The session counts versions itself.
impl<C, W, T: Draft> Draft for Cons<CountsOn<C, W>, T> {
    fn draft(&self, columns: &mut GivenColumns) {
        self.1.draft(columns);
    }
}

/// The session knows the tenant.
impl<C, T: Draft> Draft for Cons<Whose<C>, T> {
    fn draft(&self, columns: &mut GivenColumns) {
        self.1.draft(columns);
    }
}

macro_rules! draft_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Draft),*> Draft for ($($name,)*) {
            fn draft(&self, columns: &mut GivenColumns) {
                columns.reserve_exact([$($index),*].len());
                $(self.$index.draft(columns);)*
            }
        }
    };
}

for_tuples!(draft_tuple);

/// What is assigned to a column of an object.
#[diagnostic::on_unimplemented(
    message = "an object takes values, and this is an expression",
    label = "the database would compute it: use `insert_into(..)` or `update(..)` for that"
)]
pub trait Gives<C> {
    /// The value; `None` leaves it to the database's default.
    fn give(&self) -> Option<Given>;
}

impl<C, V: ToSql, T> Gives<C> for Bind<V, T> {
    fn give(&self) -> Option<Given> {
        Some(Given::Value(Value::of(&self.0)))
    }
}

impl<C, V: ToSql, T: SqlType> Gives<C> for MaybeBind<V, T> {
    fn give(&self) -> Option<Given> {
        Some(Given::Value(Value::of(self)))
    }
}

impl<C, T: SqlType> Gives<C> for Null<T> {
    fn give(&self) -> Option<Given> {
        Some(Given::Value(Value::Null(T::KIND)))
    }
}

impl<C> Gives<C> for Default {
    fn give(&self) -> Option<Given> {
        None
    }
}

/// The key of an object, in place of a value of type `T`.
#[derive(Clone, Copy, Debug)]
pub struct KeyOf<E, T>(Ref, PhantomData<fn() -> (E, T)>);

constant!([E, T: SqlType] KeyOf<E, T>; type T; null NotNull;);

impl<E: Record, T, C: LeadsTo<E::Table>> Gives<C> for KeyOf<E, T> {
    fn give(&self) -> Option<Given> {
        Some(Given::Key(self.0))
    }
}

/// Columns of a foreign key, to which an object gives its own.
pub trait KeyColumns {
    /// As assignments.
    type Given<E>;
    /// Makes them.
    fn give<E>(of: Ref) -> Self::Given<E>;
}

macro_rules! key_columns {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Column),*> KeyColumns for ($($name,)*) {
            type Given<E__> = ($(Assign<$name, KeyOf<E__, $name::Type>>,)*);

            fn give<E__>(of: Ref) -> Self::Given<E__> {
                ($(Assign::<$name, _>::new(KeyOf(of, PhantomData)),)*)
            }
        }
    };
}

for_tuples!(key_columns);

impl<R: Relation> Rel<R> {
    /// The object that a new one belongs to: all columns of the foreign key, however many they are, get
    /// the values of its key.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// # use relata::prelude::*;
    /// # async fn show(session: &mut Session<'_, Sqlite>) -> Result<(), relata::Error> {
    /// let ada = session.add(User, (users::name.set("Ada"), users::email.set("ada@example.org")));
    /// session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    /// # Ok(()) }
    /// # fn main() {}
    /// ```
    pub fn set<A, K>(self, object: A) -> K::Given<A::Object>
    where
        A: Refers<Object: Record<Table = R::To>>,
        R: Belongs<Columns = K>,
        K: KeyColumns,
    {
        K::give(object.refer())
    }
}

#[diagnostic::do_not_recommend]
impl<E, T, L> Operand<T> for &Tracked<E, L>
where
    E: super::Object,
    L: super::Loads,
    KeyOf<E, T>: Node,
{
    type Node = KeyOf<E, T>;
    type Optional = Present;

    fn operand(self) -> Self::Node {
        KeyOf(self.held().reference(), PhantomData)
    }
}

#[diagnostic::do_not_recommend]
impl<E, T> Operand<T> for &New<E>
where
    E: super::Object,
    KeyOf<E, T>: Node,
{
    type Node = KeyOf<E, T>;
    type Optional = Present;

    fn operand(self) -> Self::Node {
        KeyOf(self.reference(), PhantomData)
    }
}
