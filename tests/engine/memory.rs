//! A stream holds a portion of its rows, however many there are. It is measured in a process of its own, since the
//! other tests of this program take memory at the same time.

use std::process::Command;

use relata::Error;
use relata::prelude::*;

use super::{BOTH, clean_up, memory, server};

/// Says that the process is the one that is measured.
const ALONE: &str = "RELATA_TEST_ALONE";

/// What the process may take above what it had when it was idle, in KiB.
const LIMIT: u64 = 32 * 1024;

/// A million texts of a hundred bytes, three times the limit.
macro_rules! texts {
    () => {
        raw!(
            String,
            "WITH digits AS (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 \
                UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 \
                UNION ALL SELECT 8 UNION ALL SELECT 9) \
            SELECT '----------------------------------------------------------------------------------------------------' \
            FROM digits AS a CROSS JOIN digits AS b CROSS JOIN digits AS c CROSS JOIN digits AS d \
                CROSS JOIN digits AS e CROSS JOIN digits AS f"
        )
    };
}

/// A number of KiB that the system says of this process.
fn said(of: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(of)).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

macro_rules! stays_small {
    ($engine:expr) => {
        let mut connection = $engine.connect().await?;
        connection.all(&raw!(String, "SELECT 'x'")).await?;
        let idle = said("VmRSS:");
        let query = texts!();
        let mut rows = connection.stream(&query);
        let mut read = 0;
        while let Some(text) = rows.next().await {
            assert_eq!(text?.len(), 100);
            read += 1;
        }
        let most = said("VmHWM:");
        assert_eq!(read, 1_000_000);
        assert!(most <= idle + LIMIT, "{most} KiB where there were {idle}");
        drop(rows);
        drop(connection);
    };
}

#[tokio::test]
async fn a_stream_of_a_million_rows_stays_small() -> Result<(), Error> {
    if std::env::var_os(ALONE).is_none() {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "memory::a_stream_of_a_million_rows_stays_small", "--nocapture"]);
        let output = child.env(ALONE, "yes").output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(told.contains(" 1 passed"), "{told}{}", String::from_utf8_lossy(&output.stderr));
        return Ok(());
    }
    for execution in BOTH {
        let engine = memory(execution).await?;
        stays_small!(engine);
    }
    if let Some(engine) = server(1).await? {
        stays_small!(engine);
        clean_up(&engine).await?;
    }
    #[cfg(feature = "mysql")]
    if let Some(engine) = super::on_mysql::server::<MySql>(1).await? {
        stays_small!(engine);
        super::on_mysql::clean_up(&engine).await?;
    }
    #[cfg(feature = "mysql")]
    if let Some(engine) = super::on_mysql::server::<MariaDb>(1).await? {
        stays_small!(engine);
        super::on_mysql::clean_up(&engine).await?;
    }
    Ok(())
}
