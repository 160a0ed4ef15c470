//! What a session says of tables that belong to tenants or keep deleted rows, once for all that it runs.

use super::Session;
use crate::driver::Driver;
use crate::expr::value::IntoValue;
use crate::query::answers::{Checked, MaySay, TenantIs};
use crate::query::effect::Saying;
use crate::query::said::{AboutDeleted, AnyTenant};
use crate::render::Words;
use crate::types::ToSql;
use crate::types::value::Value;

impl<'c, D: Driver, A: 'static> Session<'c, D, A> {
    /// A session of one tenant: whatever it reads, loads and writes of tables with a `#[tenant]` column
    /// are rows of this tenant, and new ones become so. It is said first, before anything is read.
    ///
    /// A statement that says itself [whose rows it means](crate::query::said::Says) means those.
    ///
    /// # Panics
    ///
    /// Where the session has [hooks](Self::hooks) already: they are for what it says, and come after.
    ///
    /// ```
    /// use relata::prelude::*;
    ///
    /// table! {
    ///     pub notes as Note {
    ///         #[primary_key, identity] id: i64,
    ///         #[tenant] team: i64,
    ///         text: String,
    ///     }
    /// }
    /// schema! { pub all: notes }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    /// engine.create_all::<all>().await?;
    /// let mut ours = engine.session().for_tenant(7);
    /// let note = ours.add(Note, notes::text.set("Hello"));
    /// ours.commit().await?;
    /// let id = ours[ours.saved(note)?].id;
    ///
    /// let mut others = engine.session().for_tenant(8);
    /// assert!(others.get(Note, id).await?.is_none());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    #[track_caller]
    pub fn for_tenant<V>(self, tenant: V) -> Session<'c, D, Saying<TenantIs<V::Type>, A>>
    where
        V: IntoValue + ToSql,
        A: MaySay<TenantIs<V::Type>>,
    {
        let words = self.words.clone().unwrap_or_default();
        self.saying(Some(Words { tenant: Some(Value::of(&tenant)), ..words }))
    }

    /// A session that means the rows of all tenants. It adds no objects of theirs, since these would
    /// belong to none.
    #[must_use]
    #[track_caller]
    pub fn across_tenants(self) -> Session<'c, D, Saying<AnyTenant, A>>
    where
        A: MaySay<AnyTenant>,
    {
        let words = self.words.clone().unwrap_or_default();
        self.saying(Some(words))
    }

    /// A session that leaves deleted rows out, of tables with a `#[soft_delete]` column.
    #[must_use]
    #[track_caller]
    pub fn live(self) -> Session<'c, D, Saying<AboutDeleted, A>>
    where
        A: MaySay<AboutDeleted>,
    {
        let words = self.words.clone().unwrap_or_default();
        self.saying(Some(Words { live: true, ..words }))
    }

    /// A session that means deleted rows too.
    #[must_use]
    #[track_caller]
    pub fn with_deleted(self) -> Session<'c, D, Saying<AboutDeleted, A>>
    where
        A: MaySay<AboutDeleted>,
    {
        let words = self.words.clone().unwrap_or_default();
        self.saying(Some(words))
    }

    /// A session that overwrites nothing which others wrote after an object was read: [`edit`](Self::edit),
    /// [`set`](Self::set) and [`merge`](Self::merge) take objects of tables with a `#[version]`, which a flush
    /// compares, and [`lock`](Self::lock) lends those of others.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # async fn show(engine: &Engine<Sqlite>) -> Result<(), relata::Error> {
    /// let mut session = engine.session().checked();
    /// let ada = session.get_one(User, 1).await?;
    /// session.lock(&ada).await?.visits += 1; // `session.edit(&ada)` does not compile
    /// session.commit().await
    /// # }
    /// # fn main() {}
    /// ```
    #[must_use]
    #[track_caller]
    pub fn checked(self) -> Session<'c, D, Saying<Checked, A>> {
        let words = self.words.clone();
        self.saying(words)
    }

    #[track_caller]
    fn saying<W>(mut self, words: Option<Words>) -> Session<'c, D, Saying<W, A>> {
        assert!(
            self.hooks.is_none(),
            "hooks are set after `for_tenant` and `live`, which they know of"
        );
        if let Some(nest) = &mut self.nest {
            nest.say(words.clone());
        }
        Session {
            engine: self.engine,
            nest: self.nest,
            stores: self.stores,
            links: self.links,
            epoch: self.epoch,
            keeps: self.keeps,
            writes: self.writes,
            marks: self.marks,
            savepoints: self.savepoints,
            loads: self.loads,
            refused: self.refused,
            hooks: None,
            is_hooked: self.is_hooked,
            is_torn: self.is_torn,
            is_committing: self.is_committing,
            words,
            begin: self.begin,
        }
    }
}
