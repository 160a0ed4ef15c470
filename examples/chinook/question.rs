//! What a question is: a statement, typed once, that runs on each database.

use relata::prelude::*;
use relata::query::effect::AutoCommit;
use relata::query::{Output, Query, Runnable};
use relata::render::Dialect;

/// A query that a database takes, and whose rows are `R`.
pub trait Asks<D: Dialect, R>:
    Query<Output: Output<Row = R>> + Runnable<D, AutoCommit> + Sync
{
}

impl<Q, D, R> Asks<D, R> for Q
where
    Q: Query<Output: Output<Row = R>> + Runnable<D, AutoCommit> + Sync,
    D: Dialect,
{
}

/// A query that all databases take.
pub trait Question<R>:
    Asks<Sqlite, R> + Asks<Postgres, R> + Asks<MySql, R> + Asks<MariaDb, R>
{
}

impl<Q, R> Question<R> for Q where
    Q: Asks<Sqlite, R> + Asks<Postgres, R> + Asks<MySql, R> + Asks<MariaDb, R>
{
}
