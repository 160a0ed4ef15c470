//! SQLite: statements run on the calling task, or on a thread of the connection's own.

mod bind;
mod cache;
mod cell;
mod core;
mod cursor;
mod fault;
mod json;
mod open;
mod options;
mod owned;
mod raw;
mod wait;
mod worker;

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::task::{Context, Poll, ready};

use self::core::{Core, Progress, ROWS_PER_TURN, rows};
pub use self::cursor::SqliteCursor;
use self::owned::OwnedCall;
use self::wait::Wait;
use self::worker::{Answer, Signals, Worker};
use super::{Call, Control, Done, Driver, DriverConnection, Interrupter, Stopped, Visitor};
use crate::dialect::Sqlite;
use crate::error::Error;
pub use options::{Execution, SqliteOptions};

impl Driver for Sqlite {
    type Options = SqliteOptions;
    type Connection = SqliteConnection;
    type Shared = Infallible;

    fn options(url: &str) -> Result<SqliteOptions, Error> {
        SqliteOptions::parse(url)
    }

    /// A database in the memory of its connection has that one only.
    fn most_connections(options: &SqliteOptions) -> Option<u32> {
        matches!(options.location, options::Location::Memory).then_some(1)
    }

    async fn connect(options: &SqliteOptions) -> Result<SqliteConnection, Error> {
        let mut wait = Wait::default();
        loop {
            match open::open(options) {
                Ok(core) => return SqliteConnection::new(core, options.execution),
                Err(error) => wait.pause(error, options.busy_timeout).await?,
            }
        }
    }
}

/// A connection to a SQLite database.
pub struct SqliteConnection {
    /// It is here unless the worker has it.
    core: Option<Box<Core>>,
    worker: Option<Worker>,
    interrupter: Interrupter,
    /// The worker is gone, and the connection with it.
    broken: bool,
}

impl SqliteConnection {
    fn new(core: Core, execution: Execution) -> Result<Self, Error> {
        let handle = core.database.connection().get_interrupt_handle();
        let worker = match execution {
            Execution::Inline => None,
            Execution::Worker => Some(Worker::start()?),
        };
        Ok(Self {
            core: Some(Box::new(core)),
            worker,
            interrupter: Interrupter::new(move || handle.interrupt()),
            broken: false,
        })
    }

    /// The connection, where statements run on the calling task.
    #[inline]
    fn inline(&mut self) -> Option<&mut Core> {
        if self.worker.is_some() { None } else { self.core.as_deref_mut() }
    }

    /// The connection, once it is back from the worker.
    async fn home(&mut self) -> Result<&mut Core, Error> {
        poll_fn(|cx| self.poll_home(cx)).await?;
        self.core.as_deref_mut().ok_or_else(gone)
    }

    /// Does something with the connection of rusqlite, on this task.
    pub(crate) async fn with<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Connection) -> T + Send,
    ) -> Result<T, Error> {
        Ok(self.home().await?.database.by_hand(work))
    }

    fn poll_home(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        match (&self.core, &self.worker) {
            (Some(_), _) => Poll::Ready(Ok(())),
            (None, Some(worker)) if !self.broken => {
                self.core = Some(ready!(worker.poll_take(cx)));
                Poll::Ready(Ok(()))
            }
            _ => Poll::Ready(Err(gone())),
        }
    }

    /// Lets the worker do a job.
    async fn away<T: Send + 'static>(
        &mut self,
        job: impl FnOnce(&mut Core, &Signals) -> T + Send + 'static,
    ) -> Result<T, Error> {
        self.home().await?;
        let answer = self.send(job)?;
        let waiting = Waiting(self);
        waiting.0.home().await?;
        answer.take()
    }

    fn send<T: Send + 'static>(
        &mut self,
        job: impl FnOnce(&mut Core, &Signals) -> T + Send + 'static,
    ) -> Result<Answer<T>, Error> {
        let (Some(core), Some(worker)) = (self.core.take(), &self.worker) else {
            return Err(gone());
        };
        let answer = worker.send(core, job);
        self.broken = answer.is_err();
        answer
    }

    /// The connection if it is here, without waiting.
    fn now(&mut self, roll_back: bool) -> Option<&mut Core> {
        if let (None, Some(worker)) = (&self.core, &self.worker) {
            self.core = worker.take_now(roll_back);
        }
        self.core.as_deref_mut()
    }

    /// Nobody waits for the worker's job any more.
    fn give_up(&self) {
        if self.core.is_none() && self.worker.as_ref().is_some_and(Worker::give_up) {
            self.interrupter.interrupt();
        }
    }
}

/// Somebody waits for the worker's job. Where the wait is dropped, the job is told.
struct Waiting<'c>(&'c mut SqliteConnection);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.give_up();
    }
}

impl DriverConnection<Sqlite> for SqliteConnection {
    type Cursor<'c, V: Visitor + Default + 'static> = SqliteCursor<'c, V>;

    #[allow(clippy::manual_async_fn, reason = "an `async fn` keeps its arguments twice")]
    fn run<V: Visitor + 'static>(
        &mut self,
        call: Call<'_, Sqlite>,
        mut visitor: V,
    ) -> impl Future<Output = Result<(V, Done), Error>> + Send {
        async move {
            if let Some(core) = self.inline() {
                let done = run_inline(core, call, &mut visitor).await?;
                return Ok((visitor, done));
            }
            Box::pin(self.run_away(call, visitor)).await
        }
    }

    #[inline]
    fn run_now<V: Visitor>(
        &mut self,
        call: Call<'_, Sqlite>,
        visitor: &mut V,
    ) -> Option<Result<Done, Error>> {
        self.inline()?.run_now(call, visitor)
    }

    async fn visit<V: Visitor>(
        &mut self,
        call: Call<'_, Sqlite>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        if let Some(core) = self.inline() {
            return run_inline(core, call, visitor).await;
        }
        Box::pin(self.visit_away(call, visitor)).await
    }

    async fn open<V: Visitor + Default + 'static>(
        &mut self,
        call: Call<'_, Sqlite>,
    ) -> Result<SqliteCursor<'_, V>, Error> {
        let has_row = if let Some(core) = self.inline() {
            let mut wait = Wait::default();
            loop {
                match core.open(&call, V::WIDTH) {
                    Ok(has_row) => break has_row,
                    Err(error) => wait.pause(error, core.timeout).await?,
                }
            }
        } else {
            let source = self.owned(call).await?;
            let job = move |core: &mut Core, signals: &Signals| {
                core.open_here(&&source, V::WIDTH, signals)
            };
            self.away(job).await??
        };
        Ok(SqliteCursor::new(self, call.key(), has_row))
    }

    async fn control(&mut self, control: Control) -> Result<(), Error> {
        let Some(core) = self.inline() else {
            return self.away(move |core, signals| core.control_here(control, signals)).await?;
        };
        let mut wait = Wait::default();
        loop {
            match core.control(control) {
                Ok(()) => return Ok(()),
                Err(error) => wait.pause(error, core.timeout).await?,
            }
        }
    }

    fn control_now(&mut self, control: Control) -> Option<Result<(), Error>> {
        let roll_back = control == Control::Rollback;
        match self.now(roll_back) {
            Some(core) => Some(core.control(control)),
            // The worker does it before it gives the connection back.
            None => (roll_back && !self.broken).then_some(Ok(())),
        }
    }

    fn keep_session(&mut self) {
        if let Some(core) = self.now(false) {
            core.database.keep();
        }
    }

    fn come_back(&mut self) -> bool {
        if let Some(core) = self.now(false) {
            return core.come_back();
        }
        !self.broken
    }

    async fn batch(&mut self, script: &str) -> Result<(), Stopped> {
        let core = self.home().await?;
        core.database.note(script);
        let (mut rest, mut wait, mut ended) = (script, Wait::default(), 0);
        loop {
            match core.database.run_first(rest) {
                Ok(None) => return Ok(()),
                Ok(Some(after)) => {
                    (rest, wait) = (after, Wait::default());
                    ended += 1;
                }
                Err(error) => {
                    core.failed();
                    let waited = wait.pause(error, core.timeout).await;
                    waited.map_err(|error| Stopped { ended: Some(ended), error })?;
                }
            }
        }
    }

    async fn ping(&mut self) -> Result<(), Error> {
        self.home().await.map(drop)
    }

    fn interrupter(&self) -> Interrupter {
        self.interrupter.clone()
    }

    fn prepared(&self) -> u64 {
        self.core.as_ref().map_or(0, |core| core.database.prepared())
    }

    fn version(&self) -> Option<&str> {
        Some(rusqlite::version())
    }
}

/// What the worker does.
impl SqliteConnection {
    async fn owned(&mut self, call: Call<'_, Sqlite>) -> Result<OwnedCall, Error> {
        let core = self.home().await?;
        OwnedCall::new(call, |key| core.database.has(key))
    }

    async fn run_away<V: Visitor + 'static>(
        &mut self,
        call: Call<'_, Sqlite>,
        mut visitor: V,
    ) -> Result<(V, Done), Error> {
        let source = self.owned(call).await?;
        let job = move |core: &mut Core, signals: &Signals| {
            core.run_here(&&source, &mut visitor, signals).map(|done| (visitor, done))
        };
        self.away(job).await?
    }

    /// The visitor borrows, so it stays here, and copies of the rows come to it.
    async fn visit_away<V: Visitor>(
        &mut self,
        call: Call<'_, Sqlite>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        let (source, key, width) = (self.owned(call).await?, call.key(), V::WIDTH);
        let mut more =
            self.away(move |core, signals| core.open_here(&&source, width, signals)).await??;
        let mut done = Done::default();
        while more {
            let job = move |core: &mut Core, _: &Signals| core.copies(key, ROWS_PER_TURN);
            let (rows, has_more) = self.away(job).await??;
            more = has_more;
            for row in &rows {
                done.rows += 1;
                let seen = visitor.row(row).map_err(|misread| {
                    Error::decode(misread.index, misread.reason).with_sql(|| call.text())
                })?;
                if seen.is_break() {
                    return Ok(done);
                }
            }
        }
        Ok(done)
    }
}

/// Runs a statement on this task. It waits only for locks, and for its turn between many rows.
#[allow(clippy::manual_async_fn, reason = "an `async fn` keeps its arguments twice")]
fn run_inline<V: Visitor>(
    core: &mut Core,
    call: Call<'_, Sqlite>,
    visitor: &mut V,
) -> impl Future<Output = Result<Done, Error>> + Send {
    async move {
        let mut wait = Wait::default();
        loop {
            let error = match core.start(&call, false, V::WIDTH) {
                Err(error) => error,
                Ok(mut running) => {
                    visitor.expect(running.last_rows());
                    loop {
                        match rows(&mut running, visitor, ROWS_PER_TURN) {
                            Ok(Progress::Done(done)) => return Ok(done),
                            Ok(Progress::More) => tokio::task::yield_now().await,
                            Err(error) => break error,
                        }
                    }
                }
            };
            core.failed();
            if !visitor.restart() {
                return Err(error);
            }
            wait.pause(error, core.timeout).await?;
        }
    }
}

#[cold]
fn gone() -> Error {
    Error::disconnected("the connection is gone")
}
