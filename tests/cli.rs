//! The command line, as it is run.

#![cfg(all(feature = "cli", feature = "sqlite"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::{Command, Output};

use relata::prelude::*;

fn relata(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_relata")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn schema_print() -> Result<(), relata::Error> {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("shop.db").display());
    let missing = relata(&["schema", "print", &url]);
    assert!(!missing.status.success() && text(&missing.stderr).starts_with("relata: "));

    let engine = Engine::<Sqlite>::open(&url).await?;
    engine
        .run_script(
            "CREATE TABLE goods (id INTEGER PRIMARY KEY, since DATE NOT NULL); CREATE TABLE others (id)",
        )
        .await?;
    let printed = relata(&["schema", "print", &url, "--table", "goods", "--dates", "jiff"]);
    assert_eq!(text(&printed.stderr), "");
    assert!(text(&printed.stdout).ends_with(
        "
table! {
    pub goods as Good {
        #[primary_key, identity] id: i64,
        since: jiff::civil::Date,
    }
}

schema! { pub tables: goods }
"
    ));
    let unknown = relata(&["schema", "print", &url, "--table", "nothing"]);
    assert_eq!(text(&unknown.stderr), "relata: there is no table or view `nothing`\n");
    engine.run_script("DROP TABLE goods; DROP TABLE others").await?;
    let empty = relata(&["schema", "print", &url]);
    assert!(empty.status.success());
    let words = "relata: there are no tables and views that this user may see\n";
    assert_eq!(text(&empty.stderr), words);
    Ok(())
}
