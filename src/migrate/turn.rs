//! One at a time: the lock that who migrates holds, and what a script may have left behind on its connection.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::driver::Driver;
use crate::engine::{Connection, Executor, Transaction, script};
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
    /// The schema or database that they are in.
    place: Option<String>,
    /// Whether foreign keys are looked at by who commits.
    keys: bool,
}

impl Session {
    pub async fn of<D: Driver>(connection: &mut Connection<D>) -> Result<Self> {
        let (mut path, mut place, mut keys) = (None, None, false);
        match turns(connection) {
            Turns::Transactions => {
                let query = raw!(read bool, "SELECT foreign_keys FROM pragma_foreign_keys");
                keys = connection.one(&query).await?;
            }
            Turns::Advisory => {
                let query = raw!(read String, "SELECT current_setting('search_path')");
                path = Some(connection.one(&query).await?);
                place = first_schema(connection).await?;
            }
            Turns::Named => {
                place = connection.one(&raw!(read Option<String>, "SELECT DATABASE()")).await?;
            }
        }
        Ok(Self { path, place, keys })
    }

    /// Looks for names where they were looked for before. What pg_dump writes begins with a path of nothing, and what
    /// mysqldump does may begin with USE.
    pub async fn restore<E: Executor<Access: Writing>>(&self, executor: &mut E) -> Result<()> {
        if let Some(path) = &self.path {
            let set = raw!(String, "SELECT set_config('search_path', {}, false)", path.clone());
            executor.one(&set).await?;
            // The same path can lead to a schema that was not there.
            if first_schema(executor).await? != self.place {
                return Err(Error::other(
                    "it makes another schema the first of search_path, and that one has had no migrations",
                ));
            }
        } else if let Some(place) = &self.place {
            let used = format!("USE `{}`", place.replace('`', "``"));
            script::run_read(executor, &used).await?;
        }
        Ok(())
    }

    /// The rows whose foreign keys reference none, where the database does not look at that by itself.
    pub async fn orphans<D: Driver>(&self, tx: &mut Transaction<'_, D>) -> Result<Orphans> {
        let mut all = Orphans::new();
        if !self.keys {
            return Ok(all);
        }
        let tables = raw!(read String, "SELECT name FROM sqlite_schema WHERE type = 'table'");
        for table in tx.all(&tables).await? {
            let query = raw!(
                (String, Option<i64>),
                "SELECT parent, rowid FROM pragma_foreign_key_check({})",
                table.clone()
            );
            let rows = tx.all(&query).await;
            all.insert(table, rows);
        }
        Ok(all)
    }
}

/// The schema where tables are created.
async fn first_schema<E: Executor<Access: Writing>>(executor: &mut E) -> Result<Option<String>> {
    executor.one(&raw!(Option<String>, "SELECT CAST(current_schema() AS TEXT)")).await
}

/// Of each table the rows whose foreign keys reference none, as the table that is referenced and the row's number; or
/// why that cannot be told, as where a key references columns that are not unique.
pub(super) type Orphans = BTreeMap<String, Result<Vec<(String, Option<i64>)>>>;

/// Whether there are more than before. Neither the numbers of rows nor those of keys are the same for ever.
pub(super) fn compare(before: &Orphans, after: Orphans) -> Result<()> {
    for (table, rows) in after {
        let had = match before.get(&table) {
            None => &[][..],
            Some(Ok(had)) => had,
            Some(Err(_)) => continue,
        };
        let rows = rows?;
        for orphan in &rows {
            let (parent, row) = orphan;
            let count = |rows: &[(String, _)]| rows.iter().filter(|(to, _)| to == parent).count();
            if (row.is_none() || !had.contains(orphan)) && count(&rows) > count(had) {
                let row = row.map_or(String::new(), |row| format!(" {row}"));
                return Err(Error::other(format!(
                    "row{row} of `{table}` would reference a row of `{parent}` that is not there"
                )));
            }
        }
    }
    Ok(())
}
