//! The shop's database, as the questions see it.

use std::fmt::Debug;

use relata::engine::RowOf;
use relata::prelude::*;
use relata::query::effect::AutoCommit;
use relata::query::{Query, Runnable};

pub use relata::Error;

/// What is done with a question besides answering it: it comes with its SQL and all rows.
pub type Show = fn(question: &str, sql: &str, rows: &[&dyn Debug]);

/// A loaded database.
pub struct Shop {
    engine: Engine<Sqlite>,
    show: Show,
}

impl Shop {
    /// A shop that shows each question with its answer.
    pub fn new(engine: Engine<Sqlite>, show: Show) -> Self {
        Self { engine, show }
    }

    /// All rows of a query.
    pub async fn all<Q>(&self, question: &str, query: &Q) -> Result<Vec<RowOf<Q>>, Error>
    where
        Q: Query + Runnable<Sqlite, AutoCommit> + Sync,
        RowOf<Q>: Debug,
    {
        let rows = self.engine.all(query).await?;
        let shown: Vec<_> = rows.iter().map(|row| row as &dyn Debug).collect();
        (self.show)(question, &query.to_sql::<Sqlite>(), &shown);
        Ok(rows)
    }
}
