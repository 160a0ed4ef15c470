//! What happens on an engine, for those who want to know: [`Builder::on_event`](super::Builder::on_event).

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::trace::Watch;
use crate::error::Error;

/// Something that has happened on an engine.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'e> {
    /// A connection was opened, or could not be.
    Connect {
        /// How long that took.
        took: Duration,
        /// What went wrong.
        error: Option<&'e Error>,
    },
    /// Somebody has taken a connection.
    Checkout,
    /// Somebody has given a connection back.
    Checkin,
    /// A transaction or a savepoint has begun. On PostgreSQL BEGIN goes out with the first
    /// statement in it.
    Begin,
    /// It was committed, or could not be.
    Commit {
        /// What went wrong.
        error: Option<&'e Error>,
    },
    /// It was rolled back.
    Rollback,
    /// A statement has run, or failed. One whose future was dropped before is not among these.
    Statement {
        /// Its text.
        sql: &'e str,
        /// How many rows it gave; of a stream that is not known.
        rows: Option<u64>,
        /// How many rows it wrote.
        changed: u64,
        /// How long it took.
        took: Duration,
        /// What went wrong.
        error: Option<&'e Error>,
    },
}

/// The statements that an engine has run since this was made. See
/// [`Engine::record`](super::Engine::record).
pub struct Recording {
    watch: Arc<Watch>,
    list: List,
}

pub(super) type List = Arc<Mutex<Vec<String>>>;

impl Recording {
    pub(super) fn new(watch: &Arc<Watch>) -> Self {
        let list = List::default();
        watch.records().push(list.clone());
        Self { watch: watch.clone(), list }
    }

    /// The texts of the statements so far.
    pub fn statements(&self) -> Vec<String> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Panics unless there are so many, with the statements.
    ///
    /// # Panics
    ///
    /// Where there are more or fewer.
    #[track_caller]
    pub fn assert_count(&self, expected: usize) {
        let statements = self.statements();
        assert!(
            statements.len() == expected,
            "{} statements instead of {expected}:\n{}",
            statements.len(),
            statements.join("\n")
        );
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        self.watch.records().remove(&self.list);
    }
}

impl std::fmt::Debug for Recording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Recording").field(&self.statements()).finish()
    }
}

/// Panics unless some work runs so many statements on an engine, and gives what the work gives.
///
/// BEGIN and COMMIT are none. What other tasks run on the engine meanwhile counts, too.
///
/// ```
/// # relata::doc_schema!();
/// use relata::{assert_queries, prelude::*};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), relata::Error> {
/// # schema! { pub blog: users, posts }
/// let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
/// engine.create_all::<blog>().await?;
/// let people = assert_queries!(engine, 1, engine.all(&select(users::name)).await?);
/// assert!(people.is_empty());
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! assert_queries {
    ($handle:expr, $count:expr, $work:expr $(,)?) => {{
        let __recording = $handle.record();
        let __done = $work;
        __recording.assert_count($count);
        __done
    }};
}
