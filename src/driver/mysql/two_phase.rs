//! `XA`: a transaction that has its name from the beginning, and the end of what was prepared.

use std::time::Duration;

use mysql_async::prelude::Queryable;

use super::{MySqlConnection, fault};
use crate::dialect::{MariaDb, MySql};
use crate::driver::{Prepared, TwoPhase, hex};
use crate::error::{Error, Result};

/// How often it is asked for what another connection still has, and how long to wait between.
const ATTEMPTS: u32 = 100;
const PAUSE: Duration = Duration::from_millis(20);
/// The error about a name that nobody else may have.
const UNKNOWN: &str = "1397";

macro_rules! two_phase {
    ($($dialect:ident)*) => {$(
        impl TwoPhase for $dialect {
            fn announce(connection: &mut MySqlConnection, name: &str) -> Result<()> {
                connection.state.announce(literal(name)?);
                Ok(())
            }

            async fn prepare(connection: &mut MySqlConnection) -> Result<()> {
                prepare(connection).await
            }

            async fn end_prepared(
                connection: &mut MySqlConnection,
                name: &str,
                end: Prepared,
            ) -> Result<()> {
                end_prepared(connection, name, end).await
            }

            async fn prepared(connection: &mut MySqlConnection) -> Result<Vec<String>> {
                prepared(connection).await
            }
        }
    )*};
}

two_phase! { MySql MariaDb }

async fn prepare(connection: &mut MySqlConnection) -> Result<()> {
    let begun = connection.begin().await;
    connection.state.running &= !connection.place.is_alive();
    begun?;
    let Some(name) = connection.state.name() else { return Err(Error::lost()) };
    if let Err(error) = connection.say(&format!("XA END {name}; XA PREPARE {name}")).await {
        // Whether there is something to be rolled back depends on which of them failed.
        connection.state.lost = true;
        return Err(error);
    }
    connection.state.ended();
    // MariaDB lets nobody else end it as long as this connection is there. It is prepared, whatever comes of that.
    connection.place.close().await;
    Ok(())
}

async fn end_prepared(connection: &mut MySqlConnection, name: &str, end: Prepared) -> Result<()> {
    let word = match end {
        Prepared::Commit => "COMMIT",
        Prepared::Rollback => "ROLLBACK",
    };
    let text = format!("XA {word} {}", literal(name)?);
    let mut left = ATTEMPTS;
    loop {
        connection.settle().await?;
        match connection.say(&text).await {
            // The server may not have noticed yet that the connection is gone that has prepared it.
            Err(error) if error.code() == Some(UNKNOWN) && left > 0 => {
                if !prepared(connection).await?.iter().any(|known| known == name) {
                    return Err(error);
                }
                tokio::time::sleep(PAUSE).await;
                left -= 1;
            }
            done => return done,
        }
    }
}

async fn prepared(connection: &mut MySqlConnection) -> Result<Vec<String>> {
    let rows: Vec<(i64, usize, usize, Vec<u8>)> =
        connection.settle().await?.query("XA RECOVER").await.map_err(fault::error)?;
    connection.state.running = false;
    let ours = rows.into_iter().filter(|(form, _, rest, _)| (*form, *rest) == (1, 0));
    Ok(ours.filter_map(|(_, _, _, name)| String::from_utf8(name).ok()).collect())
}

/// The name as a constant.
fn literal(name: &str) -> Result<String> {
    if name.is_empty() || name.len() > 64 {
        return Err(Error::other("the name of a prepared transaction has 1 to 64 bytes"));
    }
    Ok(format!("X'{}'", hex::write(name.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_digits() {
        assert_eq!(literal("a'").ok().as_deref(), Some("X'6127'"));
        assert!(literal("").is_err() && literal(&"a".repeat(65)).is_err());
    }
}
