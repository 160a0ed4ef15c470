//! The servers that the tests may use, by the variables that `tests/run` sets.

use std::io::{self, Write as _};
use std::sync::{Mutex, PoisonError};

#[cfg(any(feature = "postgres", feature = "mysql"))]
use relata::prelude::*;

/// The URL of a PostgreSQL server on which schemas may be created and dropped, with this one first
/// in the path. Without a server the tests say that it was left out, and pass.
#[allow(dead_code, reason = "not all builds have the driver")]
pub fn postgres(schema: &str) -> Option<String> {
    let url = named("RELATA_TEST_POSTGRES", "PostgreSQL")?;
    let separator = if url.contains('?') { '&' } else { '?' };
    let settings = format!("-c%20search_path%3D{schema}%20-c%20client_min_messages%3Dwarning");
    Some(format!("{url}{separator}options={settings}"))
}

/// The URL of a PostgreSQL server that encrypts, with the file of its certificate.
#[allow(dead_code, reason = "not all tests encrypt")]
pub fn postgres_tls() -> Option<String> {
    named("RELATA_TEST_POSTGRES_TLS", "encryption of PostgreSQL")
}

/// The URL of the same server for whom it knows by a certificate.
#[allow(dead_code, reason = "not all tests encrypt")]
pub fn postgres_certified() -> Option<String> {
    named("RELATA_TEST_POSTGRES_CERTIFIED", "certificates of PostgreSQL's users")
}

/// The URL of a server that follows it, and takes no writes.
#[allow(dead_code, reason = "not all tests have several hosts")]
pub fn postgres_standby() -> Option<String> {
    named("RELATA_TEST_POSTGRES_STANDBY", "a standby of PostgreSQL")
}

/// The URL of a pooler in front of the server of [`postgres`], which gives each transaction another connection.
#[allow(dead_code, reason = "not all tests are behind one")]
pub fn postgres_pooler() -> Option<String> {
    named("RELATA_TEST_PGBOUNCER", "a pooler of PostgreSQL")
}

/// The URL of a MySQL server with a database of this name, which may be created and dropped.
#[allow(dead_code, reason = "not all builds have the driver")]
pub fn mysql(database: &str) -> Option<String> {
    named("RELATA_TEST_MYSQL", "MySQL").map(|url| with_database(&url, database))
}

/// The same of MariaDB.
#[allow(dead_code, reason = "not all builds have the driver")]
pub fn mariadb(database: &str) -> Option<String> {
    named("RELATA_TEST_MARIADB", "MariaDB").map(|url| with_database(&url, database))
}

/// The URL of a MariaDB server that encrypts, with the file of its certificate.
#[allow(dead_code, reason = "not all tests encrypt")]
pub fn mariadb_tls() -> Option<String> {
    named("RELATA_TEST_MARIADB_TLS", "encryption of MariaDB")
}

/// The URL of the same server for whom it knows by a certificate.
#[allow(dead_code, reason = "not all tests encrypt")]
pub fn mariadb_certified() -> Option<String> {
    named("RELATA_TEST_MARIADB_CERTIFIED", "certificates of MariaDB's users")
}

/// The URL with another database, which need not be there: `create` makes it.
fn with_database(url: &str, database: &str) -> String {
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    let server = place.rsplit_once('/').map_or(place, |(server, _)| server);
    format!("{server}/{database}?{query}")
}

/// What a variable names. Where there is none, it is said what is left out.
fn named(variable: &str, what: &str) -> Option<String> {
    let named = std::env::var(variable).ok();
    if named.is_none() {
        without(what, &format!("{variable} names a server, as in tests/run"));
    }
    named
}

/// Says once what is left out, and when it would not be.
pub fn without(what: &str, unless: &str) {
    static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
    if !said.iter().any(|known| known == what) {
        said.push(what.to_owned());
        // Past the test harness, which keeps what passing tests print to itself.
        let _ = writeln!(io::stderr(), "left out: {what}, unless {unless}");
    }
}

/// Creates the schema that is first in the path.
#[cfg(feature = "postgres")]
#[allow(dead_code, reason = "not all tests have one of their own")]
pub async fn create_schema(
    executor: &mut impl Executor<Dialect = Postgres, Access: Writing>,
) -> Result<(), relata::Error> {
    let create =
        raw!((), "DO $$ BEGIN EXECUTE 'CREATE SCHEMA ' || current_setting('search_path'); END $$");
    executor.execute(&create).await.map(drop)
}

/// Drops the schema that is first in the path, with all that is in it.
#[cfg(feature = "postgres")]
#[allow(dead_code, reason = "not all tests have one of their own")]
pub async fn drop_schema(
    executor: &mut impl Executor<Dialect = Postgres, Access: Writing>,
) -> Result<(), relata::Error> {
    let drop_all = raw!(
        (),
        "DO $$ BEGIN EXECUTE 'DROP SCHEMA ' || current_setting('search_path') || ' CASCADE'; END $$"
    );
    executor.execute(&drop_all).await.map(drop)
}

/// Makes the database of a URL anew, on MySQL or MariaDB.
#[cfg(feature = "mysql")]
#[allow(dead_code, reason = "not all tests have one of their own")]
pub async fn create<D>(url: &str) -> Result<(), relata::Error>
where
    D: relata::driver::Driver<Options = relata::driver::mysql::MySqlOptions>,
{
    use relata::driver::DriverConnection;

    let name = name(url);
    let script =
        format!("DROP DATABASE IF EXISTS {name}; CREATE DATABASE {name} CHARACTER SET utf8mb4");
    Ok(D::connect(&D::options(&with_database(url, ""))?).await?.batch(&script).await?)
}

/// Drops the database of a URL.
#[cfg(feature = "mysql")]
#[allow(dead_code, reason = "not all tests have one of their own")]
pub async fn drop_database<D>(url: &str) -> Result<(), relata::Error>
where
    D: relata::driver::Driver<Options = relata::driver::mysql::MySqlOptions>,
{
    use relata::driver::DriverConnection;

    let script = format!("DROP DATABASE {}", name(url));
    Ok(D::connect(&D::options(&with_database(url, ""))?).await?.batch(&script).await?)
}

#[cfg(feature = "mysql")]
fn name(url: &str) -> &str {
    let place = url.split('?').next().unwrap_or_default();
    place.rsplit('/').next().unwrap_or_default()
}
