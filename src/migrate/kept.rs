//! The table `relata_migrations`: what a database has had, and what it is in the middle of.

use std::time::{SystemTime, UNIX_EPOCH};

use super::{Migration, Way};
use crate::driver::calendar;
use crate::engine::{Executor, define};
use crate::error::{Error, Result};
use crate::query::delete::delete;
use crate::query::effect::{Reading, Writing};
use crate::query::insert::insert_into;
use crate::query::select::select;
use crate::query::update::update;
use crate::raw;
use crate::render::definition::Described;
use crate::{schema, table};

table! {
    /// What the database has had of the migrations, by relata.
    #[table(name = "relata_migrations")]
    pub kept as Kept {
        #[primary_key] number: i64,
        name: String,
        checksum: String,
        state: String,
        applied_at: String,
    }
}

/// What stands there of a script that has come to its end.
pub(super) const APPLIED: &str = "applied";

/// What stands there of one that has not.
pub(super) fn begun(way: Way) -> &'static str {
    match way {
        Way::Up => "applying",
        Way::Down => "undoing",
    }
}

schema! { history: kept }

/// What the database has had, by number. `None` where it has no table for that.
pub(super) async fn read<E: Executor<Access: Reading>>(
    executor: &mut E,
) -> Result<Option<Vec<Kept>>> {
    if !is_there(executor).await? {
        return Ok(None);
    }
    executor.all(&select(Kept).order_by(kept::number.asc())).await.map(Some)
}

/// Whether the table is there: not in any schema of the path, but in the one where it would be created.
async fn is_there<E: Executor<Access: Reading>>(executor: &mut E) -> Result<bool> {
    let described = executor.seat().spec().definition.described;
    let count = match described {
        Described::Pragmas => {
            let query = raw!(
                read i64,
                "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'relata_migrations'"
            );
            executor.all(&query).await?
        }
        Described::PgCatalog => {
            let query = raw!(
                read i64,
                "SELECT count(*) FROM pg_catalog.pg_tables \
                 WHERE schemaname = current_schema() AND tablename = 'relata_migrations'"
            );
            executor.all(&query).await?
        }
        Described::InformationSchema { .. } => {
            let query = raw!(
                read i64,
                "SELECT count(*) FROM information_schema.tables \
                 WHERE table_schema = DATABASE() AND table_name = 'relata_migrations'"
            );
            executor.all(&query).await?
        }
    };
    Ok(count != [0])
}

/// The same, with a table for it.
pub(super) async fn read_or_create<E: Executor<Access: Writing>>(
    executor: &mut E,
) -> Result<Vec<Kept>> {
    match read(executor).await? {
        Some(kept) => Ok(kept),
        None => {
            define::create_missing::<history, _>(executor).await?;
            Ok(Vec::new())
        }
    }
}

/// A script begins: until it has ended, whoever looks sees that it has not.
pub(super) async fn begin<E: Executor<Access: Writing>>(
    executor: &mut E,
    migration: &Migration,
    way: Way,
) -> Result<()> {
    match way {
        Way::Up => add(executor, migration, begun(way)).await,
        Way::Down => turn(executor, migration, APPLIED, begun(way)).await,
    }
}

/// It has ended.
pub(super) async fn end<E: Executor<Access: Writing>>(
    executor: &mut E,
    migration: &Migration,
    way: Way,
) -> Result<()> {
    turn(executor, migration, begun(way), APPLIED).await?;
    match way {
        Way::Up => Ok(()),
        Way::Down => remove(executor, migration.number).await,
    }
}

/// Adds a script.
pub(super) async fn add<E: Executor<Access: Writing>>(
    executor: &mut E,
    migration: &Migration,
    state: &str,
) -> Result<()> {
    let row = (
        kept::number.set(migration.number),
        kept::name.set(migration.name.to_string()),
        kept::checksum.set(checksum(migration)),
        kept::state.set(state.to_owned()),
        kept::applied_at.set(written(SystemTime::now())),
    );
    executor.execute(&insert_into(kept::table).values(row)).await.map(drop)
}

/// Turns what stands there of a script into something else. A ROLLBACK of the script's own has taken it away.
async fn turn<E: Executor<Access: Writing>>(
    executor: &mut E,
    migration: &Migration,
    from: &str,
    to: &str,
) -> Result<()> {
    let row = update(kept::table)
        .set(kept::state.set(to.to_owned()))
        .filter(kept::number.eq(migration.number).and(kept::state.eq(from.to_owned())));
    match executor.execute(&row).await? {
        1 => Ok(()),
        _ => Err(Error::other("it has undone what was noted of it: leave ROLLBACK out of it")),
    }
}

/// Forgets a script.
pub(super) async fn remove<E: Executor<Access: Writing>>(
    executor: &mut E,
    number: i64,
) -> Result<()> {
    executor.execute(&delete(kept::table).filter(kept::number.eq(number))).await.map(drop)
}

/// By what a script is known again: FNV-1a with 64 bits. How lines end does not count.
pub(super) fn checksum(migration: &Migration) -> String {
    let text = migration.script(Way::Up).unwrap_or_default().replace("\r\n", "\n");
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// A time in UTC, to the second.
fn written(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = i64::try_from(seconds / 86_400).unwrap_or_default();
    let ((year, month, day), second) = (calendar::civil(days), seconds % 86_400);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn ends_of_lines_do_not_count() {
        let sum = |text| checksum(&Migration::embedded(1, "1_a", text, None));
        assert_eq!(sum("a\r\nb\r\n"), sum("a\nb\n"));
        assert_eq!(sum("\u{feff}a"), sum("a"));
        assert_ne!(sum("a\nb"), sum("a b"));
        // It stands in databases, and is the same for ever.
        assert_eq!(sum("a"), "af63dc4c8601ec8c");
    }

    #[test]
    fn times_are_written_in_utc() {
        let at = |seconds| written(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(at(1_709_251_199), "2024-02-29 23:59:59 UTC");
    }
}
