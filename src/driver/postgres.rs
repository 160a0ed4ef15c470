//! PostgreSQL: statements go over tokio-postgres, prepared once for each connection.

mod answer;
mod array;
mod bind;
mod cell;
mod composite;
mod control;
mod copy;
mod cursor;
mod elements;
mod fault;
mod listen;
mod network;
mod numeric;
mod open;
mod options;
mod prepared;
mod range;
mod ready;
mod record;
mod reset;
mod script;
mod shared;
#[cfg(feature = "rustls")]
mod tls;
mod two_phase;
mod unnamed;
mod wire;

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use tokio_postgres::{Client, RowStream};

use self::answer::Answer;
pub use self::cell::PostgresRow;
use self::control::{State, Step, passing};
pub use self::cursor::PostgresCursor;
pub use self::listen::{Listener, Notification};
use self::options::Names;
pub use self::options::PostgresOptions;
use self::prepared::{Facts, Prepared, prepare, prepare_row};
use self::ready::{Ready, see_all};
use self::reset::Session;
pub use self::shared::PostgresShared;
use self::wire::{ByWaiting, Wire};
use super::attempt::{self, Attempt};
use super::statements::Statements;
use super::{
    Call, Control, Done, Driver, DriverConnection, Interrupter, NoRows, Stopped, Visitor, text,
};
use crate::dialect::Postgres;
use crate::error::{Class, Error};
use crate::render::Way;

impl Driver for Postgres {
    type Options = PostgresOptions;
    type Connection = PostgresConnection;
    type Shared = PostgresShared;
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
        let (client, wire, version) = open::connect(options, ByWaiting).await?;
        let interrupter = open::interrupter(&client, options)?;
        Ok(PostgresConnection {
            client: Arc::new(client),
            wire: Arc::new(wire),
            names: options.names,
            statements: Statements::new(CACHED),
            prepared: 0,
            state: State::default(),
            interrupter,
            version,
            session: Session::default(),
            name: None,
        })
    }
}

/// How many statements stay prepared. Each takes memory of the server, too.
const CACHED: usize = 256;

/// A connection to a PostgreSQL server.
///
/// What is sent is answered in order. Whoever waits for an answer reads it himself, and a task reads those that nobody
/// waits for any more: such a statement is run to its end by the server, and its rows are dropped.
pub struct PostgresConnection {
    client: Arc<Client>,
    wire: Arc<Wire>,
    names: Names,
    statements: Statements<Prepared>,
    prepared: u64,
    state: State,
    interrupter: Interrupter,
    /// A pooler need not say it.
    version: Option<Box<str>>,
    session: Session,
    /// The name of a transaction that may be prepared, as a constant.
    name: Option<String>,
}

impl PostgresConnection {
    /// The client of tokio-postgres, for what relata does not have. A transaction that is begun
    /// through it has to be ended through it.
    pub fn client(&self) -> &Client {
        self.session.used_by_hand();
        &self.client
    }

    /// A statement is about to be sent: BEGIN goes before it, where that is not sent yet.
    fn begin(&mut self) -> Result<Option<Answer>, Error> {
        if self.state.unbegun {
            return Err(Error::lost());
        }
        Ok(self.state.start().map(|begin| Answer::to(&self.client, begin)))
    }

    /// What has become of a statement that was sent behind BEGIN, which it did not wait for.
    async fn after<T>(
        &mut self,
        begun: Option<Answer>,
        done: Result<T, Error>,
    ) -> Result<T, Error> {
        let Some(begun) = begun else { return done };
        let begun = begun.await;
        if begun.is_err() {
            self.state.unbegun();
        }
        behind(begun, done)
    }

    /// Sends a statement, and BEGIN before it where that is not sent yet. Rows may follow.
    async fn send(
        &mut self,
        call: &Call<'_, Postgres>,
        width: Option<usize>,
    ) -> Result<(RowStream, Facts), Error> {
        let begun = self.begin()?;
        let sent = match self.ready(call, width).await {
            Ok(ready) => ready.send(&self.client).await,
            Err(error) => Err(error),
        };
        self.after(begun, sent).await
    }

    /// The statement with its values, which is prepared where it is not.
    async fn ready<'q>(
        &mut self,
        call: &Call<'q, Postgres>,
        width: Option<usize>,
    ) -> Result<Ready<'q>, Error> {
        let ready = match self.names {
            Names::None => Ready::unnamed(call, width)?,
            Names::Kept => {
                let Self { client, statements, prepared, .. } = self;
                Ready::named(prepare(client, statements, prepared, call).await?, call, width)?
            }
        };
        self.state.by_hand |= ready.facts.begins;
        if ready.facts.changes_session {
            self.session.changed();
        }
        Ok(ready)
    }

    /// Notes how a statement has ended.
    fn ended<T>(&mut self, done: Result<T, Error>, call: &Call<'_, Postgres>) -> Result<T, Error> {
        // What the server has not seen, such as too many parameters, does not fail the transaction.
        self.state.end(done.as_ref().err().is_some_and(|error| error.code().is_some()));
        done.map_err(|error| {
            if error.class() == Some(Class::Outdated) {
                // The others were prepared before the schema changed, too.
                drop(self.statements.clear());
            }
            error.with_sql(|| call.text())
        })
    }

    /// Copies rows, in one attempt.
    async fn copy(&mut self, call: &Call<'_, Postgres>) -> Result<Done, Error> {
        if self.names == Names::None {
            return Err(Error::other("COPY needs statements that are prepared by name"));
        }
        let begun = self.begin()?;
        let Self { client, statements, prepared, .. } = self;
        let copied = async {
            let row = prepare_row(client, statements, prepared, call).await?;
            let rows = copy::rows(call, row.statement.params())?;
            let statement = prepare(client, statements, prepared, call).await?;
            copy::send(client, &statement.statement, rows).await
        }
        .await;
        Ok(Done { changed: self.after(begun, copied).await?, rows: 0 })
    }

    /// Says something that has no rows.
    async fn say(&mut self, text: &str) -> Result<(), Error> {
        self.state.start();
        let done = self.wire.drive(self.client.batch_execute(text)).await.map_err(fault::error);
        self.state.end(done.is_err());
        done
    }
}

impl Drop for PostgresConnection {
    fn drop(&mut self) {
        // A future that was forgotten would be told of its end, in place of the task.
        self.wire.rest();
    }
}

/// How BEGIN and the statement behind it have ended as one. Where BEGIN failed, by a cancel or a timeout, the statement
/// ran in no transaction, and what it wrote is kept. A server that is read only refuses some levels of isolation, and
/// nothing was written there.
fn behind<T>(begun: Result<(), Error>, done: Result<T, Error>) -> Result<T, Error> {
    match (begun, done) {
        (Ok(()), done) => done,
        (Err(begun), Ok(_)) if !matches!(begun.code(), Some("0A000" | "25006")) => {
            Err(Error::unbegun(begun))
        }
        (Err(begun), _) => Err(begun),
    }
}

impl Attempt<Postgres> for PostgresConnection {
    fn is_alone(&self) -> bool {
        self.state.is_alone()
    }

    async fn attempt<V: Visitor>(
        &mut self,
        call: &Call<'_, Postgres>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        let done = match call.rows().way {
            Way::Copy => Box::pin(self.copy(call)).await,
            _ => match self.send(call, V::WIDTH).await {
                Ok((rows, facts)) => see_all(rows, facts, visitor).await,
                Err(error) => Err(error),
            },
        };
        self.ended(done, call)
    }
}

impl DriverConnection<Postgres> for PostgresConnection {
    type Cursor<'c, V: Visitor + Default + 'static> = PostgresCursor<'c>;

    #[allow(clippy::manual_async_fn, reason = "an `async fn` keeps its arguments twice")]
    fn run<V: Visitor + 'static>(
        &mut self,
        call: Call<'_, Postgres>,
        mut visitor: V,
    ) -> impl Future<Output = Result<(V, Done), Error>> + Send {
        async move {
            let wire = self.wire.clone();
            let done = wire.drive(attempt::run(self, &call, &mut visitor)).await?;
            Ok((visitor, done))
        }
    }

    async fn visit<V: Visitor>(
        &mut self,
        call: Call<'_, Postgres>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        let wire = self.wire.clone();
        wire.drive(attempt::run(self, &call, visitor)).await
    }

    async fn run_then(
        &mut self,
        call: Call<'_, Postgres>,
        control: Control,
    ) -> Result<Done, Error> {
        let begun = self.begin()?;
        let wire = self.wire.clone();
        let run = async {
            let ready = self.ready(&call, NoRows::WIDTH).await?;
            let mut rows = NoRows;
            let mut sent = pin!(ready.run(&self.client, &mut rows));
            // What fails at once was not sent, so nothing keeps the server from passing the border.
            let at_once = poll_fn(|cx| Poll::Ready(sent.as_mut().poll(cx))).await;
            if let Poll::Ready(done) = at_once {
                return Ok((done?, Answer::to(&self.client, passing(control)).await));
            }
            // Where the statement fails, the server does not pass the border either: it rolls back at COMMIT,
            // and refuses RELEASE.
            let passed = Answer::to(&self.client, passing(control));
            let (done, passed) = (sent.await, passed.await);
            Ok::<_, Error>((done?, passed))
        };
        let done = wire.drive(run).await;
        let done = wire.drive(self.after(begun, done)).await;
        let done = done.and_then(|(done, passed)| passed.map(|()| done));
        let done = self.ended(done, &call)?;
        self.state.done(control);
        Ok(done)
    }

    async fn takes_lists(&mut self, row: Call<'_, Postgres>) -> Result<Option<usize>, Error> {
        let Self { client, wire, names, statements, prepared, state, .. } = self;
        if *names == Names::None {
            return Ok(None);
        }
        match wire.drive(prepare(client, statements, prepared, &row)).await {
            Ok(row) => Ok(row.arrays.map(|arrays| arrays.len())),
            Err(error) => {
                // A transaction whose BEGIN is not sent yet has not seen it.
                state.failed |= state.is_open && state.begin.is_none() && error.code().is_some();
                Err(error.with_sql(|| row.text()))
            }
        }
    }

    async fn open<V: Visitor + Default + 'static>(
        &mut self,
        call: Call<'_, Postgres>,
    ) -> Result<PostgresCursor<'_>, Error> {
        let alone = self.state.is_alone();
        let wire = self.wire.clone();
        let mut sent = wire.drive(self.send(&call, V::WIDTH)).await;
        if sent.as_ref().is_err_and(|error| error.class() == Some(Class::Outdated)) && alone {
            drop(self.statements.clear());
            self.state.end(false);
            sent = wire.drive(self.send(&call, V::WIDTH)).await;
        }
        match sent {
            Ok((rows, _)) => Ok(PostgresCursor::new(self, rows)),
            Err(error) => self.ended(Err(error), &call),
        }
    }

    async fn control(&mut self, control: Control) -> Result<(), Error> {
        let begins = self.state.begin.is_some();
        let done = match self.state.step(control) {
            Step::Silent => return Ok(()),
            Step::Say(text) => {
                let done = self.say(&text).await;
                if begins && done.is_err() {
                    self.state.unbegun();
                }
                done
            }
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
            drop(Answer::to(&self.client, text));
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

    async fn batch(&mut self, script: &str) -> Result<(), Stopped> {
        let begun = self.begin()?;
        self.session.changed();
        let wire = self.wire.clone();
        let (ended, done) = Stopped::apart(wire.drive(script::run(&self.client, script)).await);
        self.state.by_hand |=
            script.split(';').any(|sql| text::begins_with(sql, &["BEGIN", "START"]));
        let done = wire.drive(self.after(begun, done)).await;
        // It is BEGIN's error then.
        let ended = ended.filter(|_| !self.state.unbegun);
        self.state.end(done.is_err());
        done.map_err(|error| Stopped { ended, error: error.with_sql(|| script.to_owned()) })
    }

    async fn ping(&mut self) -> Result<(), Error> {
        match self.wire.drive(self.session.settle()).await {
            Some(done) => done,
            None => self.wire.drive(self.client.check_connection()).await.map_err(fault::error),
        }
    }

    fn interrupter(&self) -> Interrupter {
        self.interrupter.clone()
    }

    fn prepared(&self) -> u64 {
        self.prepared
    }

    fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }
}

fn is_no_savepoint(error: &Error) -> bool {
    error.code() == Some("3B001")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Fault;

    fn refused(class: Class, code: &str) -> Result<(), Error> {
        Err(Error::database(Fault::new(class, code, "")))
    }

    #[test]
    fn a_statement_behind_a_begin_that_failed_may_be_kept() {
        assert_eq!(behind(Ok(()), Ok(7)).ok(), Some(7));
        let kept = behind(refused(Class::Interrupted, "57014"), Ok(7));
        assert!(kept.is_err_and(|error| error.is_unknown_commit() && !error.is_retryable()));
        let failed = behind(refused(Class::Interrupted, "57014"), refused(Class::Unique, "23505"));
        assert!(failed.is_err_and(|error| error.is_interrupted()));
        for (class, code) in [(Class::Other, "0A000"), (Class::ReadOnly, "25006")] {
            let read_only = behind(refused(class, code), Ok(7));
            assert!(read_only.is_err_and(|error| error.code() == Some(code)), "{code}");
        }
    }
}
