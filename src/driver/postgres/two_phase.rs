//! `PREPARE TRANSACTION`, and the end of what was prepared.

use super::{PostgresConnection, fault};
use crate::dialect::Postgres;
use crate::driver::{DriverConnection, Prepared, TwoPhase};
use crate::error::Error;

impl TwoPhase for Postgres {
    fn announce(connection: &mut PostgresConnection, name: &str) -> Result<(), Error> {
        connection.name = Some(literal(name)?);
        Ok(())
    }

    async fn prepare(connection: &mut PostgresConnection) -> Result<(), Error> {
        let Some(name) = connection.name.take() else { return Err(Error::lost()) };
        if connection.state.failed {
            // The server would take it as ROLLBACK, without an error.
            return Err(Error::lost());
        }
        // Where it is not known whether a statement has failed, the query before it is refused.
        let query = if connection.state.unsure { "SELECT 1; " } else { "" };
        let text = format!("{query}PREPARE TRANSACTION {name}");
        connection.batch(&text).await?;
        connection.state.ended();
        Ok(())
    }

    async fn end_prepared(
        connection: &mut PostgresConnection,
        name: &str,
        end: Prepared,
    ) -> Result<(), Error> {
        let word = match end {
            Prepared::Commit => "COMMIT",
            Prepared::Rollback => "ROLLBACK",
        };
        Ok(connection.batch(&format!("{word} PREPARED {}", literal(name)?)).await?)
    }

    async fn prepared(connection: &mut PostgresConnection) -> Result<Vec<String>, Error> {
        let text = "SELECT gid FROM pg_prepared_xacts WHERE database = current_database() \
                    ORDER BY prepared, gid";
        let rows = connection.wire.drive(connection.client.query(text, &[])).await;
        let rows = rows.map_err(fault::error)?;
        rows.iter().map(|row| row.try_get(0).map_err(fault::error)).collect()
    }
}

/// The name as a constant.
fn literal(name: &str) -> Result<String, Error> {
    if name.is_empty() || name.len() >= 200 || name.contains('\0') {
        return Err(Error::other(
            "the name of a prepared transaction has 1 to 199 bytes, and no NUL",
        ));
    }
    // Whatever `standard_conforming_strings` says, a backslash means itself this way.
    let name = name.replace('\\', r"\\").replace('\'', "''");
    Ok(format!("E'{name}'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_a_name() {
        assert_eq!(
            literal(r"a'; DROP TABLE t; --\").ok().as_deref(),
            Some(r"E'a''; DROP TABLE t; --\\'")
        );
        assert!(
            literal("").is_err() && literal(&"a".repeat(200)).is_err() && literal("a\0").is_err()
        );
    }
}
