//! What a user of MySQL or MariaDB has changed of a session does not reach the next.

use relata::Error;
use relata::engine::Isolation;
use relata::prelude::*;

use super::add;
use super::on_mysql::{clean_up, on_both, server};

on_both!(a_session_is_as_it_was, 1, async |engine| {
    let level = raw!(
        (String, String),
        "SHOW VARIABLES WHERE variable_name IN ('tx_isolation', 'transaction_isolation')"
    );
    let usual = engine.all(&level).await?;
    for level in [Isolation::ReadUncommitted.into(), Isolation::from(Isolation::Serializable)] {
        engine.begin_with(level).await?.commit().await?;
        drop(engine.begin_with(level).await?);
        let mut tx = engine.begin_with(level).await?;
        tx.execute(&add!(format!("{level:?}"))).await?;
        tx.rollback().await?;
    }
    assert_eq!(engine.all(&level).await?, usual);
    let mut connection = engine.connect().await?;
    let other = raw!((), "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE");
    connection.execute(&other).await?;
    drop(connection);
    assert_eq!(engine.all(&level).await?, usual);
    // What else is changed by hand, each alone, and what is seen of it.
    macro_rules! changes {
        ($($change:literal: $seen:literal;)*) => {$({
            let seen = raw!(Option<String>, $seen);
            let before = engine.all(&seen).await.map_err(|error| error.is_unknown_table());
            let mut connection = engine.connect().await?;
            connection.execute(&raw!((), $change)).await?;
            drop(connection);
            let after = engine.all(&seen).await.map_err(|error| error.is_unknown_table());
            assert_eq!(after, before, $change);
        })*};
    }
    changes! {
        "CREATE TEMPORARY TABLE mine AS SELECT 'a' AS a": "SELECT a FROM mine";
        "SET @mine = 'a'": "SELECT CAST(@mine AS CHAR)";
        "SET time_zone = '+05:00'": "SELECT CAST(@@time_zone AS CHAR)";
        "DO GET_LOCK('mine', 0)": "SELECT CAST(IS_USED_LOCK('mine') AS CHAR)";
    }
});
