//! Stored values that are not what their columns promise: errors that name the column.

use relata::prelude::*;
use relata::{Error, SqlType};

use super::{BOTH, memory};

/// What mood a row is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlType)]
pub enum Mood {
    Good,
    Bad,
}

table! {
    pub kinds as Kinds {
        #[primary_key, identity] id: i64,
        small: i16,
        number: i32,
        flag: bool,
        real: f64,
        short: f32,
        text: String,
        bytes: Vec<u8>,
        mood: Mood,
        maybe: Option<i64>,
    }
}

async fn engine(execution: relata::engine::Execution) -> Result<Engine<Sqlite>, Error> {
    let engine = memory(execution).await?;
    engine
        .execute(&raw!(
            (),
            "CREATE TABLE kinds (id INTEGER PRIMARY KEY, small, number, flag, real, short, text, \
             bytes, mood, maybe)"
        ))
        .await?;
    engine
        .execute(&raw!(
            (),
            "INSERT INTO kinds VALUES (1, 1, 2, 1, 0.5, 1.5, 'text', x'00ff', 'good', NULL)"
        ))
        .await?;
    Ok(engine)
}

macro_rules! refused {
    ($engine:expr, $($column:ident $sql:literal: $message:literal;)*) => {$({
        let engine = &$engine;
        let mut tx = engine.begin().await?;
        tx.execute(&raw!((), $sql)).await?;
        let error = tx.all(&select(Kinds)).await.unwrap_err();
        let expected = concat!("column `kinds.", stringify!($column), "` cannot be read: ", $message);
        assert_eq!(error.to_string(), expected, $sql);
        assert!(error.is_decode());
        assert_eq!(error.table(), Some("kinds"));
        assert_eq!(error.column(), Some(stringify!($column)));
        assert!(error.sql().is_some_and(|sql| sql.starts_with("SELECT kinds.id")));
        let visited = tx.for_each(&select(kinds::$column), |_| ()).await.unwrap_err();
        assert_eq!(visited.to_string(), expected);
        tx.rollback().await?;
    })*};
}

#[tokio::test]
async fn each_is_an_error_that_names_its_column() -> Result<(), Error> {
    for execution in BOTH {
        let engine = engine(execution).await?;
        assert_eq!(
            engine.all(&select(Kinds)).await?,
            [Kinds {
                id: 1,
                small: 1,
                number: 2,
                flag: true,
                real: 0.5,
                short: 1.5,
                text: "text".to_owned(),
                bytes: vec![0, 255],
                mood: Mood::Good,
                maybe: None,
            }]
        );
        refused! { engine,
            small "UPDATE kinds SET small = '12'": "expected an integer, found the text '12'";
            small "UPDATE kinds SET small = 1.0": "expected an integer, found a floating point number";
            small "UPDATE kinds SET small = x'01'": "expected an integer, found bytes";
            small "UPDATE kinds SET small = NULL": "expected an integer, found NULL";
            small "UPDATE kinds SET small = 40000": "40000 does not fit a 16-bit integer";
            number "UPDATE kinds SET number = -2147483649": "-2147483649 does not fit a 32-bit integer";
            number "UPDATE kinds SET number = 'a text of more than twenty characters'":
                "expected an integer, found the text 'a text of more than …'";
            flag "UPDATE kinds SET flag = 2": "2 does not fit a boolean, 0 or 1";
            flag "UPDATE kinds SET flag = 'true'": "expected a boolean, 0 or 1, found the text 'true'";
            real "UPDATE kinds SET real = '0.5'": "expected a floating point number, found the text '0.5'";
            real "UPDATE kinds SET real = NULL": "expected a floating point number, found NULL";
            short "UPDATE kinds SET short = 4e38": "4e38 does not fit a 32-bit floating point number";
            text "UPDATE kinds SET text = 5": "expected text, found an integer";
            text "UPDATE kinds SET text = NULL": "expected text, found NULL";
            text "UPDATE kinds SET text = x'41'": "expected text, found bytes";
            text "UPDATE kinds SET text = CAST(x'ff41' AS TEXT)": "the text is not valid UTF-8";
            bytes "UPDATE kinds SET bytes = 'text'": "expected bytes, found the text 'text'";
            maybe "UPDATE kinds SET maybe = 'text'": "expected an integer, found the text 'text'";
        }
        // A whole number is a number.
        engine.execute(&raw!((), "UPDATE kinds SET real = 3, short = 4")).await?;
        assert_eq!(engine.all(&select((kinds::real, kinds::short))).await?, [(3.0, 4.0)]);
    }
    Ok(())
}

#[tokio::test]
async fn a_label_that_is_none_is_named_with_those_there_are() -> Result<(), Error> {
    for execution in BOTH {
        let engine = engine(execution).await?;
        engine.execute(&raw!((), "UPDATE kinds SET mood = 'Ugly'")).await?;
        let error = engine.all(&select(kinds::mood)).await.unwrap_err();
        assert!(error.is_decode());
        let message = error.to_string();
        for part in ["kinds.mood", "Ugly", "Mood", "good", "bad"] {
            assert!(message.to_lowercase().contains(&part.to_lowercase()), "{message}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_statement_by_hand_must_have_the_columns_of_its_row() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        let error = engine.all(&raw!((i64, Option<i64>), "SELECT 1")).await.unwrap_err();
        assert_eq!(error.to_string(), "the statement has 1 columns, and its row type 2");
        let error = engine.first(&raw!(i64, "SELECT 1, 2")).await.unwrap_err();
        assert_eq!(error.to_string(), "the statement has 2 columns, and its row type 1");
        let error = engine.all(&raw!((i64, String), "SELECT 1, 2")).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "column 2 of the row cannot be read: expected text, found an integer"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_database_in_utf_16_reads_alike() -> Result<(), Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.execute(&raw!((), "PRAGMA encoding = 'UTF-16'")).await?;
    engine.execute(&raw!((), "CREATE TABLE t (a TEXT)")).await?;
    engine.execute(&raw!((), "INSERT INTO t VALUES ({})", value("é€😀".to_owned()))).await?;
    let read = raw!((String, i64), "SELECT a, length(a) FROM t");
    assert_eq!(engine.all(&read).await?, [("é€😀".to_owned(), 3)]);
    assert_eq!(engine.all(&raw!(String, "PRAGMA encoding")).await?, ["UTF-16le"]);
    let mut seen = String::new();
    engine.for_each(&raw!(String, "SELECT a FROM t"), |text: &str| seen.push_str(text)).await?;
    assert_eq!(seen, "é€😀");
    Ok(())
}
