//! One at a time: the lock that who migrates holds, and what a script may have left behind on its connection.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use crate::driver::Driver;
use crate::engine::{Connection, Executor, Transaction};
use crate::error::{Class, Error, Fault, Result};
use crate::query::effect::Writing;
use crate::raw;
use crate::render::definition::Turns;

/// How long to wait before it is asked again. PostgreSQL's own wait for the lock would keep CREATE INDEX CONCURRENTLY
/// of who holds it from coming to an end.
const PAUSE: Duration = Duration::from_millis(100);

pub(super) fn turns<E: Executor>(executor: &mut E) -> Turns {
    executor.seat().spec().definition.turns
}

/// Waits for the lock, which ends when the connection is given back or lost. Where each transaction is alone, there is
/// none.
pub(super) async fn wait<D: Driver>(connection: &mut Connection<D>, limit: Duration) -> Result<()> {
    let since = Instant::now();
    while !take(connection).await? {
        if since.elapsed() >= limit {
            let message =
                format!("another process has been migrating this database for more than {limit:?}");
            return Err(Error::database(Fault::new(Class::Busy, "", message)));
        }
        pause().await;
    }
    Ok(())
}

/// Waits before it is asked again.
pub(super) async fn pause() {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => tokio::time::sleep(PAUSE).await,
        // Without a runtime there is no task that could be held up.
        Err(_) => std::thread::sleep(PAUSE),
    }
}

/// Takes the lock, if it is free.
async fn take<D: Driver>(connection: &mut Connection<D>) -> Result<bool> {
    match turns(connection) {
        Turns::Transactions => Ok(true),
        Turns::Advisory => {
            // The first number is relata's own.
            let query = raw!(
                bool,
                "SELECT pg_try_advisory_lock(1919249516, hashtext(coalesce(CAST(current_schema() AS TEXT), '')))"
            );
            connection.one(&query).await
        }
        Turns::Named => {
            // Such names are those of the whole server.
            let query = raw!(
                Option<i64>,
                "SELECT GET_LOCK(CONCAT('relata_migrations.', CRC32(coalesce(DATABASE(), ''))), 0)"
            );
            Ok(connection.one(&query).await? == Some(1))
        }
    }
}

/// What scripts may not leave otherwise on their connection.
pub(super) struct Session {
    /// Where names without a schema are looked for, if that can be changed.
    path: Option<String>,
    /// Whether foreign keys are looked at by who commits.
    keys: bool,
}

impl Session {
    pub async fn of<D: Driver>(connection: &mut Connection<D>) -> Result<Self> {
        let (mut path, mut keys) = (None, false);
        match turns(connection) {
            Turns::Transactions => {
                let query = raw!(read bool, "SELECT foreign_keys FROM pragma_foreign_keys");
                keys = connection.one(&query).await?;
            }
            Turns::Advisory => {
                let query = raw!(read String, "SELECT current_setting('search_path')");
                path = Some(connection.one(&query).await?);
            }
            Turns::Named => {}
        }
        Ok(Self { path, keys })
    }

    /// Looks for names where they were looked for before. What pg_dump writes begins with a path of nothing.
    pub async fn restore<E: Executor<Access: Writing>>(&self, executor: &mut E) -> Result<()> {
        if let Some(path) = &self.path {
            let set = raw!(String, "SELECT set_config('search_path', {}, false)", path.clone());
            executor.one(&set).await?;
        }
        Ok(())
    }

    /// The rows whose foreign keys reference none. `None` where the database looks at that by itself, or the keys
    /// themselves are wrong.
    pub async fn orphans<D: Driver>(&self, tx: &mut Transaction<'_, D>) -> Option<HashSet<Orphan>> {
        if !self.keys {
            return None;
        }
        let query = raw!(
            read(String, Option<i64>, String, i64),
            "SELECT \"table\", rowid, parent, fkid FROM pragma_foreign_key_check"
        );
        tx.all(&query).await.ok().map(HashSet::from_iter)
    }
}

/// A row whose foreign key references none: its table, its number, the table that is referenced, and by which key.
pub(super) type Orphan = (String, Option<i64>, String, i64);
