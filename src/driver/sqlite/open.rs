//! Opening a connection, and what is switched on for it.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::Ordering;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::core::Core;
use super::fault::{at_file, from_rusqlite};
use super::options::{Location, Mode, Shared, SqliteOptions};
use super::raw::Database;
use crate::error::{Class, Error};

/// How many statements without a type of their own stay prepared.
const CACHED_TEXTS: usize = 128;

/// Opens a connection, in one attempt.
pub(super) fn open(options: &SqliteOptions) -> Result<Core, Error> {
    let connection = match &options.location {
        Location::Memory => connect(Path::new(":memory:"), OpenFlags::empty(), Mode::Create)?,
        Location::SharedMemory(shared) => {
            keep_alive(shared)?;
            connect(Path::new(&shared.name), OpenFlags::SQLITE_OPEN_URI, Mode::Create)?
        }
        Location::File(path) => {
            let connection = connect(path, OpenFlags::empty(), options.mode)?;
            set_up_file(&connection, options, path)?;
            connection
        }
    };
    connection.execute_batch("PRAGMA foreign_keys=ON").map_err(from_rusqlite)?;
    // Otherwise SQLite looks at the values of LIMIT and LIKE, and compiles the statement anew each
    // time that another one is bound.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(from_rusqlite)?;
    let is_only = matches!(options.location, Location::Memory);
    Ok(Core::new(Database::new(connection, CACHED_TEXTS), options.busy_timeout, is_only))
}

fn connect(path: &Path, extra: OpenFlags, mode: Mode) -> Result<Connection, Error> {
    let mode = match mode {
        Mode::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Mode::ReadWrite => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Mode::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    };
    let flags = mode | extra | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(from_rusqlite)?;
    // Waiting is done by the async timer, not inside SQLite.
    connection.busy_timeout(std::time::Duration::ZERO).map_err(from_rusqlite)?;
    Ok(connection)
}

/// Files get a write-ahead log, so that readers and a writer do not wait for each other, and with
/// it the sync mode that SQLite recommends for it.
fn set_up_file(connection: &Connection, options: &SqliteOptions, path: &Path) -> Result<(), Error> {
    let refused = |error| at_file(error, path);
    // It reads the file's header, so that a file that is no database is refused here.
    let check = connection.query_row("PRAGMA schema_version", [], |_| Ok(()));
    check.map_err(refused)?;
    if options.mode == Mode::ReadOnly {
        return Ok(());
    }
    // The file keeps its mode. So it is set once, and whoever sets another one later is obeyed.
    let pragma = if options.has_log.load(Ordering::Acquire) {
        "PRAGMA journal_mode"
    } else {
        "PRAGMA journal_mode=WAL"
    };
    match connection.query_row(pragma, [], |row| row.get::<_, String>(0)).map_err(refused) {
        Ok(mode) => {
            options.has_log.store(true, Ordering::Release);
            let sync = if mode == "wal" { "PRAGMA synchronous=NORMAL" } else { "" };
            connection.execute_batch(sync).map_err(refused)
        }
        // A file that may not be written can still be read.
        Err(error) if error.class() == Some(Class::ReadOnly) => Ok(()),
        Err(error) => Err(error),
    }
}

/// A database in memory goes when its last connection does, so one stays open.
fn keep_alive(shared: &Shared) -> Result<(), Error> {
    if shared.anchor.get().is_none() {
        let path = Path::new(&shared.name);
        let anchor = connect(path, OpenFlags::SQLITE_OPEN_URI, Mode::Create)?;
        // Where two connections race to set it, the other's anchor does as well.
        let _ = shared.anchor.set(Mutex::new(anchor));
    }
    Ok(())
}
