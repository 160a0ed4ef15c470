//! PostgreSQL: statements go over tokio-postgres, prepared once for each connection.

mod array;
mod bind;
mod cell;
mod control;
mod copy;
mod cursor;
mod elements;
mod fault;
mod listen;
mod numeric;
mod open;
mod options;
mod reset;
mod script;
#[cfg(feature = "rustls")]
mod tls;
mod two_phase;
mod unnamed;

use std::future::{Future, poll_fn};
use std::ops::ControlFlow;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, RowStream, Statement};

pub use self::cell::PostgresRow;
use self::control::{State, Step};
pub use self::cursor::PostgresCursor;
pub use self::listen::{Listener, Notification};
use self::options::Names;
pub use self::options::PostgresOptions;
use self::reset::Session;
use super::statements::{Key, Statements};
use super::{Call, Control, Done, Driver, DriverConnection, Interrupter, Visitor, Written, text};
use crate::dialect::Postgres;
use crate::error::{Class, Error};
use crate::render::{Part, Way};

impl Driver for Postgres {
    type Options = PostgresOptions;
    type Connection = PostgresConnection;
    const HAS_TASKS: bool = true;

    fn options(url: &str) -> Result<PostgresOptions, Error> {
        PostgresOptions::parse(url)
    }

    fn most_connections(_: &PostgresOptions) -> Option<u32> {
        None
    }

    fn address(options: &PostgresOptions) -> Option<String> {
        options.address()
    }

    async fn connect(options: &PostgresOptions) -> Result<PostgresConnection, Error> {
        let (client, interrupter) = open::open(options).await?;
        Ok(PostgresConnection {
            client: Arc::new(client),
            names: options.names,
            statements: Statements::new(CACHED),
            prepared: 0,
            state: State::default(),
            interrupter,
            session: Session::default(),
        })
    }
}

/// How many statements stay prepared. Each takes memory of the server, too.
const CACHED: usize = 256;

/// A connection to a PostgreSQL server.
///
/// What is sent is answered in order, by a task that outlives whoever waits. So a statement that
/// nobody waits for any more is run to its end by the server, and its rows are dropped.
pub struct PostgresConnection {
    client: Arc<Client>,
    names: Names,
    statements: Statements<Prepared>,
    prepared: u64,
    state: State,
    interrupter: Interrupter,
    session: Session,
}

/// A statement that the server knows.
#[derive(Clone)]
struct Prepared {
    statement: Statement,
    facts: Facts,
    /// The types of arrays of its row of values, where it has one that can go as arrays.
    arrays: Option<Arc<[Type]>>,
}

/// What is known of a statement by its text.
#[derive(Clone, Copy)]
struct Facts {
    /// Whether the rows that the server counts are rows that were written.
    counts: bool,
    /// Whether it begins a transaction by hand.
    begins: bool,
    /// Whether it may change the session.
    changes_session: bool,
}

impl Facts {
    fn new(sql: &str, written: Written, has_rows: bool) -> Self {
        let counts = match text::begins_with(sql, &["WITH"]) {
            true => text::writes_after_with(sql),
            // COPY and others count rows, too.
            false => !has_rows && !text::begins_with(sql, &["SELECT"]) || text::changes_rows(sql),
        };
        let begins = text::begins_with(sql, &["BEGIN", "START"]);
        Self { counts, begins, changes_session: written.changes_session }
    }
}

impl Prepared {
    fn new(statement: Statement, sql: &str, written: Written) -> Self {
        let facts = Facts::new(sql, written, !statement.columns().is_empty());
        let arrays = written.plain_row.filter(|columns| *columns > 0).and_then(|columns| {
            statement.params().get(..columns)?.iter().map(array::of).collect::<Option<_>>()
        });
        Self { statement, facts, arrays }
    }
}

impl PostgresConnection {
    /// The client of tokio-postgres, for what relata does not have. A transaction that is begun
    /// through it has to be ended through it.
    pub fn client(&self) -> &Client {
        self.session.used_by_hand();
        &self.client
    }

    /// Sends a statement, and BEGIN before it where that is not sent yet. Rows may follow.
    async fn send(
        &mut self,
        call: &Call<'_, Postgres>,
        width: Option<usize>,
    ) -> Result<(RowStream, Facts), Error> {
        let begin = self.state.start();
        let Self { client, names, statements, prepared, state, session, .. } = self;
        let mut note = |facts: Facts| {
            state.by_hand |= facts.begins;
            if facts.changes_session {
                session.changed();
            }
        };
        let sent = async {
            if *names == Names::None {
                let mut sql = String::new();
                let written = call.write_text(&mut sql);
                let facts = Facts::new(&sql, written, width.is_some_and(|width| width > 0));
                let values = unnamed::values(call)?;
                note(facts);
                let rows = client.query_typed_raw(&sql, values).await;
                return Ok((rows.map_err(fault::error)?, facts));
            }
            let Prepared { statement, facts, .. } =
                prepare(client, statements, prepared, call).await?;
            width_is(statement.columns().len(), width)?;
            let values = bind::values(call, statement.params())?;
            note(facts);
            let rows = client.query_raw(&statement, values).await;
            Ok((rows.map_err(fault::error)?, facts))
        };
        let (begun, sent) = both(begun(client, begin), sent).await;
        // Where BEGIN fails, the statement did not run in a transaction. A server that is read
        // only refuses some levels of isolation, and is known for nothing else.
        begun.and(sent)
    }

    /// Notes how a statement has ended.
    fn ended<T>(&mut self, done: Result<T, Error>, call: &Call<'_, Postgres>) -> Result<T, Error> {
        self.state.end(done.as_ref().err().is_some_and(|error| error.class().is_some()));
        done.map_err(|error| {
            if error.class() == Some(Class::Outdated) {
                // The others were prepared before the schema changed, too.
                drop(self.statements.clear());
            }
            error.with_sql(|| call.text())
        })
    }

    /// Runs a statement, in one attempt.
    async fn attempt<V: Visitor>(
        &mut self,
        call: &Call<'_, Postgres>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        if call.rows().way == Way::Copy {
            return self.copy(call).await;
        }
        let (rows, facts) = self.send(call, V::WIDTH).await?;
        let mut rows = pin!(rows);
        let mut done = Done::default();
        let mut seen = Ok(ControlFlow::Continue(()));
        // The server sends all rows, also those that nobody wants, and only at its end it is known
        // whether the statement could do what it does.
        while let Some(row) = poll_fn(|cx| rows.as_mut().poll_next(cx)).await {
            let row = row.map_err(fault::error)?;
            if let Ok(ControlFlow::Continue(())) = seen {
                done.rows += 1;
                seen = see(visitor, &row);
            }
        }
        seen.map(drop)?;
        if facts.counts {
            done.changed = rows.rows_affected().unwrap_or_default();
        }
        Ok(done)
    }

    /// Copies rows, in one attempt.
    async fn copy(&mut self, call: &Call<'_, Postgres>) -> Result<Done, Error> {
        if self.names == Names::None {
            return Err(Error::other("COPY needs statements that are prepared by name"));
        }
        let begin = self.state.start();
        let Self { client, statements, prepared, .. } = self;
        let copied = async {
            let row = prepare_row(client, statements, prepared, call).await?;
            let rows = copy::rows(call, row.statement.params())?;
            let statement = prepare(client, statements, prepared, call).await?;
            copy::send(client, &statement.statement, rows).await
        };
        let (begun, copied) = both(begun(client, begin), copied).await;
        Ok(Done { changed: begun.and(copied)?, rows: 0 })
    }

    /// Says something that has no rows.
    async fn say(&mut self, text: &str) -> Result<(), Error> {
        self.state.start();
        let done = self.client.batch_execute(text).await.map_err(fault::error);
        self.state.end(done.is_err());
        done
    }

    /// Says something without waiting for the answer.
    fn say_now(&mut self, text: &str) {
        let said = pin!(self.client.batch_execute(text));
        // It is sent when it is polled first. Whether the connection is there is seen later.
        let _ = said.poll(&mut Context::from_waker(Waker::noop()));
    }
}

/// Sends BEGIN, where it is not sent yet.
async fn begun(client: &Client, begin: Option<&'static str>) -> Result<(), Error> {
    match begin {
        Some(begin) => client.batch_execute(begin).await.map_err(fault::error),
        None => Ok(()),
    }
}

/// Shows a row to the visitor.
fn see<V: Visitor>(visitor: &mut V, row: &tokio_postgres::Row) -> Result<ControlFlow<()>, Error> {
    // What was not prepared is known by its rows.
    width_is(row.len(), V::WIDTH)?;
    visitor.row(PostgresRow(row)).map_err(|misread| Error::decode(misread.index, misread.reason))
}

/// The statement, which is prepared where it is not.
async fn prepare(
    client: &Client,
    statements: &mut Statements<Prepared>,
    count: &mut u64,
    call: &Call<'_, Postgres>,
) -> Result<Prepared, Error> {
    let key = call.key().map_or_else(|| Key::Text(call.text()), Key::Type);
    if let Some(kept) = statements.find(&key) {
        return Ok(kept.clone());
    }
    // Of which type an array is, the server does not see by itself; of which a value, it does.
    let arrays = match call.rows().way {
        Way::Lists(_) => Box::pin(prepare_row(client, statements, count, call)).await?.arrays,
        _ => None,
    };
    let arrays = arrays.as_deref().unwrap_or_default();
    let mut sql = String::new();
    let written = call.write_text(&mut sql);
    let statement = client.prepare_typed(&sql, arrays).await.map_err(fault::error)?;
    *count += 1;
    let prepared = Prepared::new(statement, &sql, written);
    // What is dropped is closed on the server, too.
    drop(statements.keep(key, prepared.clone()));
    Ok(prepared)
}

/// The statement of one row, whose values the server finds the types of.
async fn prepare_row(
    client: &Client,
    statements: &mut Statements<Prepared>,
    count: &mut u64,
    call: &Call<'_, Postgres>,
) -> Result<Prepared, Error> {
    prepare(client, statements, count, &call.with_rows(Part::values(0, 1))).await
}

fn width_is(has: usize, width: Option<usize>) -> Result<(), Error> {
    match width {
        Some(wants) if wants != has => {
            Err(Error::other(format!("the statement has {has} columns, and its row type {wants}")))
        }
        _ => Ok(()),
    }
}

/// Waits for both. The first one is always polled first, so what it sends goes out before.
async fn both<A: Future, B: Future>(a: A, b: B) -> (A::Output, B::Output) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut done_a, mut done_b) = (None, None);
    poll_fn(|cx| {
        poll_into(&mut done_a, a.as_mut(), cx);
        poll_into(&mut done_b, b.as_mut(), cx);
        match (done_a.take(), done_b.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            unfinished => {
                (done_a, done_b) = unfinished;
                Poll::Pending
            }
        }
    })
    .await
}

fn poll_into<F: Future>(done: &mut Option<F::Output>, future: Pin<&mut F>, cx: &mut Context<'_>) {
    if done.is_none()
        && let Poll::Ready(value) = future.poll(cx)
    {
        *done = Some(value);
    }
}

impl DriverConnection<Postgres> for PostgresConnection {
    type Cursor<'c, V: Visitor + Default + 'static> = PostgresCursor<'c>;

    async fn run<V: Visitor + 'static>(
        &mut self,
        call: Call<'_, Postgres>,
        mut visitor: V,
    ) -> Result<(V, Done), Error> {
        let done = self.visit(call, &mut visitor).await?;
        Ok((visitor, done))
    }

    async fn visit<V: Visitor>(
        &mut self,
        call: Call<'_, Postgres>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        let alone = self.state.is_alone();
        let done = self.attempt(&call, visitor).await;
        match self.ended(done, &call) {
            Err(error) if alone && error.class() == Some(Class::Outdated) && visitor.restart() => {
                let done = self.attempt(&call, visitor).await;
                self.ended(done, &call)
            }
            done => done,
        }
    }

    async fn takes_lists(&mut self, row: Call<'_, Postgres>) -> Result<Option<usize>, Error> {
        let Self { client, names, statements, prepared, state, .. } = self;
        if *names == Names::None {
            return Ok(None);
        }
        match prepare(client, statements, prepared, &row).await {
            Ok(row) => Ok(row.arrays.map(|arrays| arrays.len())),
            Err(error) => {
                // A transaction whose BEGIN is not sent yet has not seen it.
                state.failed |= state.is_open && state.begin.is_none();
                Err(error.with_sql(|| row.text()))
            }
        }
    }

    async fn open<V: Visitor + Default + 'static>(
        &mut self,
        call: Call<'_, Postgres>,
    ) -> Result<PostgresCursor<'_>, Error> {
        let alone = self.state.is_alone();
        let mut sent = self.send(&call, V::WIDTH).await;
        if sent.as_ref().is_err_and(|error| error.class() == Some(Class::Outdated)) && alone {
            drop(self.statements.clear());
            self.state.end(false);
            sent = self.send(&call, V::WIDTH).await;
        }
        match sent {
            Ok((rows, _)) => Ok(PostgresCursor::new(self, rows)),
            Err(error) => self.ended(Err(error), &call),
        }
    }

    async fn control(&mut self, control: Control) -> Result<(), Error> {
        let done = match self.state.step(control) {
            Step::Silent => return Ok(()),
            Step::Say(text) => self.say(&text).await,
            Step::Lost(text) => {
                self.say(text).await?;
                self.state.ended();
                return Err(Error::lost());
            }
        };
        match done {
            // Where the transaction was rolled back, there is no such savepoint.
            Err(error) if matches!(control, Control::Undo(_)) && is_no_savepoint(&error) => Ok(()),
            Err(error) => Err(error),
            Ok(()) => {
                self.state.done(control);
                Ok(())
            }
        }
    }

    fn control_now(&mut self, control: Control) -> Option<Result<(), Error>> {
        if !matches!(control, Control::Rollback | Control::Undo(_)) {
            return None;
        }
        if let Step::Say(text) = self.state.step(control) {
            self.say_now(&text);
            self.state.done(control);
        }
        Some(Ok(()))
    }

    fn is_alive(&self) -> bool {
        !self.client.is_closed()
    }

    fn keep_session(&mut self) {
        self.session = Session::default();
    }

    fn is_settled(&self) -> bool {
        self.session.is_settled()
    }

    fn come_back(&mut self) -> bool {
        if !self.is_alive() {
            return false;
        }
        if self.state.running {
            // The server may be at it for long. Nothing else is stopped with it, since nobody
            // uses the connection again.
            self.interrupter.interrupt();
            return false;
        }
        if self.state.by_hand {
            self.session.begun_by_hand();
        }
        self.session.reset(&self.client);
        self.state.ended();
        true
    }

    async fn batch(&mut self, script: &str, ended: &mut usize) -> Result<(), Error> {
        let begin = self.state.start();
        self.session.changed();
        let Self { client, .. } = self;
        let (begun, done) = both(begun(client, begin), script::run(client, script, ended)).await;
        self.state.by_hand |=
            script.split(';').any(|sql| text::begins_with(sql, &["BEGIN", "START"]));
        let done = begun.and(done.map_err(fault::error));
        self.state.end(done.is_err());
        done.map_err(|error| error.with_sql(|| script.to_owned()))
    }

    async fn ping(&mut self) -> Result<(), Error> {
        match self.session.settle().await {
            Some(done) => done.map_err(fault::error),
            None => self.client.check_connection().await.map_err(fault::error),
        }
    }

    fn interrupter(&self) -> Interrupter {
        self.interrupter.clone()
    }

    fn prepared(&self) -> u64 {
        self.prepared
    }
}

fn is_no_savepoint(error: &Error) -> bool {
    error.code() == Some("3B001")
}
