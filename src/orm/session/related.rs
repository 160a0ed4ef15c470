//! What a relation leads to, as a condition of a query: for sets that are too large to be loaded.

use super::Session;
use crate::driver::Driver;
use crate::error::Result;
use crate::expr::Expr;
use crate::orm::Loads;
use crate::orm::handle::Tracked;
use crate::orm::object::{Object, key_at, places};
use crate::query::rows::{RelatedTo, Way};
use crate::schema::relation::{Rel, Relation};

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// The rows that a relation leads to from an object, as a condition: for a set of which a part is
    /// wanted, or a number, or which is changed without being read.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # async fn show(session: &mut Session<'_, Sqlite>) -> Result<(), relata::Error> {
    /// let ada = session.get_one(User, 1).await?;
    /// let of_ada = session.related(&ada, users::posts)?;
    /// let newest = select(Post).filter(of_ada.clone()).order_by(posts::id.desc()).limit(10);
    /// let newest = session.all(&newest).await?;
    /// let count = from(posts::table).filter(of_ada.clone()).select(count_rows());
    /// let count: i64 = session.one(&count).await?;
    /// session.execute(&delete(posts::table).filter(of_ada)).await?;
    /// # Ok(()) }
    /// # fn main() {}
    /// ```
    ///
    /// The set grows by `add` with [`author.set(&ada)`](Rel::set), or by [`link`](Self::link), and shrinks by
    /// `delete`, or by [`unlink`](Self::unlink).
    ///
    /// # Errors
    ///
    /// Where the object cannot be read: see [`find`](Self::find).
    pub fn related<E, L, R>(
        &self,
        object: &Tracked<E, L>,
        relation: Rel<R>,
    ) -> Result<Expr<RelatedTo<R>>>
    where
        E: Object<Table = R::From>,
        L: Loads,
        R: Relation<Via: Way<R>>,
    {
        let _ = relation;
        let key = key_at(self.find(object)?, &places(E::def(), R::keys().from));
        Ok(RelatedTo::condition(key))
    }
}
