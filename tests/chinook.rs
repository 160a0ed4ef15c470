//! The questions of the example `chinook`, with the answers that SQL written by hand gives: the same on
//! all databases, each loaded from its own script.
//!
//! What has no script or no server is said to be left out, and passes.

#![cfg(feature = "sqlite")]

#[path = "../examples/chinook/load.rs"]
mod load;
#[path = "../examples/chinook/music.rs"]
mod music;
#[path = "../examples/chinook/people.rs"]
mod people;
#[path = "../examples/chinook/question.rs"]
mod question;
#[path = "../examples/chinook/sales.rs"]
mod sales;
#[path = "../examples/chinook/schema.rs"]
mod schema;
#[path = "../examples/chinook/script.rs"]
mod script;

#[path = "support/database.rs"]
mod database;

#[path = "chinook"]
mod answers {
    mod music;
    mod people;
    mod sales;
    mod whole;
}

use std::fmt::Debug;

use load::{Failure, Scripted};
use question::{Asks, Question};
use relata::driver::Driver;
use relata::prelude::*;

/// What a test gives.
type Tested = Result<(), Failure>;

/// A database for these tests.
trait Place: Driver + Scripted {
    /// An engine on a database that is loaded, unless there is no server.
    fn shop(script: &str) -> impl Future<Output = Result<Option<Engine<Self>>, Failure>> + Send;
}

impl Place for Sqlite {
    async fn shop(script: &str) -> Result<Option<Engine<Self>>, Failure> {
        let engine = Engine::open("sqlite::memory:").await?;
        load::load(&engine, script).await?;
        Ok(Some(engine))
    }
}

/// The schema on a server, or the database, which is made anew by the first test that uses it.
#[cfg(any(feature = "postgres", feature = "mysql"))]
const SCHEMA: &str = "relata_chinook";

#[cfg(any(feature = "postgres", feature = "mysql"))]
macro_rules! server {
    ($dialect:ident, $url:ident, |$name:ident| $recreate:expr) => {
        impl Place for $dialect {
            async fn shop(script: &str) -> Result<Option<Engine<Self>>, Failure> {
                static LOADED: tokio::sync::OnceCell<()> = tokio::sync::OnceCell::const_new();
                let Some($name) = database::$url(SCHEMA) else { return Ok(None) };
                let loading = async || {
                    $recreate.await?;
                    load::load(&Engine::<Self>::open(&$name).await?, script).await
                };
                LOADED.get_or_try_init(loading).await?;
                Ok(Some(Engine::builder(&$name).pool_size(1).build().await?))
            }
        }
    };
}

#[cfg(feature = "postgres")]
server!(Postgres, postgres, |url| async {
    let engine = Engine::<Postgres>::open(&url).await?;
    engine.execute(&raw!((), "DROP SCHEMA IF EXISTS relata_chinook CASCADE")).await?;
    engine.execute(&raw!((), "CREATE SCHEMA relata_chinook")).await
});
#[cfg(feature = "mysql")]
server!(MySql, mysql, |url| database::create::<MySql>(&url));
#[cfg(feature = "mysql")]
server!(MariaDb, mariadb, |url| database::create::<MariaDb>(&url));

/// The rows on a database, unless it is left out.
async fn rows_on<D: Place, R>(question: &impl Asks<D, R>) -> Result<Option<Vec<R>>, Failure> {
    let path = load::path::<D>();
    let Some(script) = load::read(&path)? else {
        let file = path.display();
        database::without(&format!("chinook on {}", D::SPEC.name), &format!("there is {file}"));
        return Ok(None);
    };
    let Some(engine) = D::shop(&script).await? else { return Ok(None) };
    Ok(Some(engine.all(question).await?))
}

/// Asks a question on each database, and looks at the rows.
async fn on_each<R>(question: impl Question<R>, look: impl Fn(Vec<R>)) -> Tested {
    rows_on::<Sqlite, _>(&question).await?.map(&look);
    #[cfg(feature = "postgres")]
    rows_on::<Postgres, _>(&question).await?.map(&look);
    #[cfg(feature = "mysql")]
    rows_on::<MySql, _>(&question).await?.map(&look);
    #[cfg(feature = "mysql")]
    rows_on::<MariaDb, _>(&question).await?.map(&look);
    Ok(())
}

/// Asks a question whose answer has so many rows, beginning with these, on each database.
async fn check<R: PartialEq + Debug>(
    question: impl Question<R>,
    rows: usize,
    first: &[R],
) -> Tested {
    on_each(question, |answer| compare(&answer, rows, first)).await
}

/// The same on one database.
async fn check_on<D: Place, R: PartialEq + Debug>(
    question: &impl Asks<D, R>,
    rows: usize,
    first: &[R],
) -> Tested {
    if let Some(answer) = rows_on(question).await? {
        compare(&answer, rows, first);
    }
    Ok(())
}

fn compare<R: PartialEq + Debug>(answer: &[R], rows: usize, first: &[R]) {
    assert_eq!(answer.len(), rows);
    assert_eq!(&answer[..first.len()], first);
}

/// A text that might be NULL.
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}
