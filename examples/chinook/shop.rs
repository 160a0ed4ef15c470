//! The shop's database, as the questions see it.

use std::fmt::Debug;

use relata::engine::RowOf;
use relata::prelude::*;
use relata::query::effect::{AutoCommit, RunsWith};
use relata::query::{Closed, Query};
use relata::render::Render;

pub use relata::Error;

/// A loaded database, and what is done with each question besides answering it.
pub struct Shop {
    engine: Engine<Sqlite>,
    show: fn(&str, &str, &[&dyn Debug]),
}

impl Shop {
    /// A shop that answers and says nothing.
    pub fn quiet(engine: Engine<Sqlite>) -> Self {
        Self { engine, show: |_, _, _| () }
    }

    /// A shop that prints each question with its SQL and the first rows of the answer.
    pub fn printing(engine: Engine<Sqlite>) -> Self {
        Self { engine, show: print }
    }

    /// All rows of a query.
    pub async fn all<Q>(&self, question: &str, query: &Q) -> Result<Vec<RowOf<Q>>, Error>
    where
        Q: Query<Open: Closed, Effect: RunsWith<AutoCommit>> + Render<Sqlite> + Sync,
        RowOf<Q>: Debug,
    {
        let rows = self.engine.all(query).await?;
        let shown: Vec<_> = rows.iter().map(|row| row as &dyn Debug).collect();
        (self.show)(question, &query.to_sql::<Sqlite>(), &shown);
        Ok(rows)
    }
}

fn print(question: &str, sql: &str, rows: &[&dyn Debug]) {
    println!("{question}\n  {sql}");
    for row in rows.iter().take(3) {
        println!("  {row:?}");
    }
    if rows.len() > 3 {
        println!("  .. {} rows", rows.len());
    }
    println!();
}
