//! References of objects to others, and what is given for objects that are new.

use super::objects::other_session;
use super::{Changes, Refers, Session};
use crate::driver::Driver;
use crate::error::{Error, Result};
use crate::expr::Expr;
use crate::expr::column::Col;
use crate::orm::Object;
use crate::orm::draft::{Draft, Given, GivenColumns, KeyColumns};
use crate::orm::flush::{known, resolve_known};
use crate::orm::handle::{At, New, Ref};
use crate::query::assign::{Assigned, Assignments, Assigns, ForInsert, NoScope};
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
        F: Changes<A, Object: Record<Table = R::From>>,
        T: Refers<Object: Record<Table = R::To>>,
        R: Belongs<Columns = K>,
        K: KeyColumns<Given<T::Object>: Draft>,
    {
        let _ = relation;
        let mut columns = GivenColumns::new();
        K::give::<T::Object>(to.refer()).draft(&mut columns);
        self.give_columns(of.refer(), columns)
    }

    /// Gives columns of a new object others values than it was added with, before the flush that inserts it: what a
    /// hook does for all that are new.
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
    /// Where it is written already.
    pub fn give<E, V, L, I>(&mut self, new: New<E>, values: V) -> Result<()>
    where
        E: Object,
        V: Assignments<Values = L>,
        L: Assigned + Assigns<E::Table, ForInsert, NoScope, I> + Draft,
    {
        let mut columns = GivenColumns::new();
        values.keep().draft(&mut columns);
        self.give_columns(new.reference(), columns)
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

    /// Sets columns of an object, whether it is new or there.
    fn give_columns(&mut self, of: Ref, mut columns: GivenColumns) -> Result<()> {
        let store = self.stores.position(of.kind).filter(|_| of.session == self.stores.session());
        let store = store.ok_or_else(other_session)?;
        for (_, value) in &columns {
            if let Given::Key(to) = value {
                self.refer(*to)?;
            }
        }
        let def = self.stores.get(store).def();
        let is_new = |at| matches!(at, At::New(_));
        let given = columns.clone();
        resolve_known(&self.stores, def, &mut columns, |to| !(is_new(of.at) && is_new(to)));
        let store = self.stores.get_mut(store);
        let is_same = |(place, value): &(usize, Given)| match value {
            Given::Value(value) => store.value(of.at, *place).is_ok_and(|now| now == *value),
            Given::Key(_) => false,
        };
        let to_new = |(_, to): &(usize, Given)| matches!(to, Given::Key(to) if is_new(to.at));
        // A new one with the key of the old one is another.
        if !is_new(of.at) && given.iter().all(to_new) && columns.iter().all(is_same) {
            columns = given;
        }
        for (place, value) in columns {
            match of.at {
                At::New(number) => store.give(number, place, value)?,
                At::Slot(slot, generation) => store.set(slot, generation, place, value)?,
            }
        }
        Ok(())
    }
}
