//! References of objects to others, and what is given for objects that are new.

use super::objects::other_session;
use super::{Refers, Session};
use crate::driver::Driver;
use crate::error::{Error, Result};
use crate::expr::Expr;
use crate::expr::column::Col;
use crate::orm::Object;
use crate::orm::draft::{Draft, Given, GivenColumns, KeyColumns};
use crate::orm::flush::{known, resolve_known};
use crate::orm::handle::{At, New};
use crate::orm::part::{OfRow, Which};
use crate::query::assign::{Assigned, Assignments, Assigns, NoScope};
use crate::schema::relation::{Belongs, Rel};
use crate::schema::{Column, Record};
use crate::types::logic::Digit;
use crate::types::null::Nullness;
use crate::types::value::Value;

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// Lets an object belong to another one, which may be new, so that its key is not known yet: the next flush
    /// writes the columns of the foreign key. `session.edit(&post).author_id = 7` does the same where the key is
    /// known.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # async fn show(session: &mut Session<'_, Sqlite>, post: Tracked<Post>) -> Result<(), relata::Error> {
    /// let grace = session.add(User, (users::name.set("Grace"), users::email.set("grace@example.org")));
    /// session.set(&post, posts::author, &grace)?;
    /// session.commit().await
    /// # }
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    ///
    /// Where one of them is deleted or not in the session, or the first has expired.
    pub fn set<R, F, T, K>(&mut self, of: F, relation: Rel<R>, to: T) -> Result<()>
    where
        F: OfRow<A, Object: Record<Table = R::From>>,
        T: Refers<Object: Record<Table = R::To>>,
        R: Belongs<Columns = K>,
        K: KeyColumns<Given<T::Object>: Draft>,
    {
        let _ = relation;
        let mut columns = GivenColumns::new();
        K::give::<T::Object>(to.refer()).draft(&mut columns);
        self.give_columns(of.which(), columns)
    }

    /// Gives columns of a row other values, which the next flush writes, and no others: of a [part](super::super::Part)
    /// that was read of it, or of an object. Of a new object it gives columns other values than it was added with: what
    /// a hook does for all that are new.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::orm::Hooks;
    /// use relata::prelude::*;
    ///
    /// struct Trim;
    ///
    /// impl Hooks<Sqlite> for Trim {
    ///     async fn before_flush(&self, session: &mut Session<'_, Sqlite>) -> Result<(), relata::Error> {
    ///         for post in session.pending(Post).new {
    ///             if let Some(title) = session.given(post, posts::title)? {
    ///                 session.give(post, posts::title.set(title.trim()))?;
    ///             }
    ///         }
    ///         Ok(())
    ///     }
    /// }
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    ///
    /// Where a new object is written already, and another one is deleted, has expired or is not in the session.
    pub fn give<R, V, L, I>(&mut self, to: R, values: V) -> Result<()>
    where
        R: OfRow<A>,
        V: Assignments<Values = L>,
        L: Assigned + Assigns<<R::Object as Record>::Table, R::Clause, NoScope, I> + Draft,
    {
        let mut columns = GivenColumns::new();
        values.keep().draft(&mut columns);
        self.give_columns(to.which(), columns)
    }

    /// What a new object gives for a column: `None` where that is left to the database, or is the key of another one
    /// that is not known yet. A column that may be NULL gives an `Option` inside.
    ///
    /// # Errors
    ///
    /// Where it is written already: then [`saved`](Self::saved) gives its object.
    pub fn given<E, C>(
        &self,
        new: New<E>,
        column: Expr<Col<C, C::Table>>,
    ) -> Result<Option<<C::Null as Nullness>::Wrap<C::Type>>>
    where
        E: Object<Table = C::Table>,
        C: Column,
    {
        let _ = column;
        let store = self.stores.find::<E>().filter(|_| new.session == self.stores.session());
        let given = store.ok_or_else(other_session)?.given(new.number);
        let written = || Error::other("the new object is written already, or gone");
        let columns = given.ok_or_else(written)?;
        let found = columns.iter().find(|(place, _)| *place == C::Number::VALUE);
        let decode = |value: &Value| {
            C::Null::decode::<C::Type, _>(value).map_err(|reason| Error::decode(0, reason))
        };
        match found {
            Some((_, Given::Value(value))) => decode(value).map(Some),
            Some((place, Given::Key(of))) => known(&self.stores, E::def(), *place, of)
                .map(|value| decode(&value))
                .ok()
                .transpose(),
            None => Ok(None),
        }
    }

    /// Sets columns of a row, whether it is new or there, and has an object or not.
    fn give_columns<E: Object>(&mut self, of: Which<E>, mut columns: GivenColumns) -> Result<()> {
        let session = match &of {
            Which::Object(handle) => Some(handle.session),
            Which::New(new) => Some(new.session),
            Which::Row(..) => None,
        };
        if session.is_some_and(|session| session != self.stores.session()) {
            return Err(other_session());
        }
        for (_, value) in &columns {
            if let Given::Key(to) = value {
                self.refer(*to)?;
            }
        }
        let is_new = matches!(of, Which::New(_));
        let is_meant = |to| !is_new || matches!(to, At::Slot(..));
        resolve_known(&self.stores, E::def(), &mut columns, is_meant);
        let store = self.stores.of::<E>();
        match of {
            Which::Row(key, values) => store.give_row(key, values, columns),
            Which::Object(of) => {
                columns.into_iter().try_for_each(|(place, value)| store.set(of, place, value))
            }
            Which::New(of) => columns
                .into_iter()
                .try_for_each(|(place, value)| store.give(of.number, place, value)),
        }
    }
}
