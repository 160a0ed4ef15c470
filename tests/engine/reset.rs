//! What one user of a connection has changed by hand does not reach the next.

use relata::Error;
use relata::prelude::*;

use super::{BOTH, add, memory, names, set_up, url};

#[tokio::test]
async fn a_changed_connection_to_a_file_is_replaced() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let engine = set_up(Engine::builder(&url(&dir)).execution(execution).pool_size(1)).await?;
        let keys = raw!(i64, "PRAGMA foreign_keys");
        for round in 0..2 {
            let mut connection = engine.connect().await?;
            connection.execute(&raw!((), "PRAGMA foreign_keys = OFF")).await?;
            connection.execute(&raw!((), "CREATE TEMP TABLE mine (a)")).await?;
            connection.execute(&raw!((), "ATTACH ':memory:' AS other")).await?;
            assert_eq!(connection.all(&keys).await?, [0]);
            drop(connection);
            assert_eq!(engine.all(&keys).await?, [1], "{round}");
            let mine = engine.all(&raw!(i64, "SELECT a FROM temp.mine")).await;
            assert!(mine.unwrap_err().is_unknown_table());
            let other = engine.all(&raw!(i64, "SELECT 1 FROM other.sqlite_schema")).await;
            assert!(other.unwrap_err().is_unknown_table());
        }
        // What is no setting of the connection costs nothing.
        drop(engine.connect().await?);
        engine.execute(&add!("Ada")).await?;
        engine.all(&raw!(i64, "SELECT 1")).await?;
        assert!(engine.connect().await?.prepared() > 1);
    }
    Ok(())
}

#[tokio::test]
async fn a_database_in_memory_stays() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        engine.execute(&add!("Ada")).await?;
        engine.execute(&raw!((), "PRAGMA cache_size = 10")).await?;
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    }
    Ok(())
}
