//! MySQL and MariaDB: statements go over mysql_async, prepared once for each connection.

mod bind;
mod cell;
mod control;
mod counts;
mod cursor;
mod fault;
mod load_data;
mod open;
mod options;
mod part;
mod place;
mod prepared;
mod script;
mod server;
mod two_phase;

use std::convert::Infallible;
use std::future::Future;
use std::ops::ControlFlow;

use mysql_async::prelude::Queryable;
use mysql_async::{BinaryProtocol, Conn, QueryResult};

pub use self::cell::MySqlRow;
use self::control::{State, Step};
pub use self::cursor::MySqlCursor;
pub use self::options::MySqlOptions;
use self::place::Place;
use self::prepared::{Kept, Prepared, prepare};
pub use self::server::Server;
use super::attempt::{self, Attempt};
use super::{Call, Control, Done, Driver, DriverConnection, Interrupter, Stopped, Visitor};
use crate::dialect::{MariaDb, MySql};
use crate::error::{Class, Error};
use crate::render::{Dialect, Way};

macro_rules! drivers {
    ($($dialect:ident)*) => {$(
        impl Driver for $dialect {
            type Options = MySqlOptions;
            type Connection = MySqlConnection;
            type Shared = Infallible;
            const HAS_TASKS: bool = true;

            fn options(url: &str) -> Result<MySqlOptions, Error> {
                MySqlOptions::parse(url)
            }

            fn most_connections(_: &MySqlOptions) -> Option<u32> {
                None
            }

            async fn connect(options: &MySqlOptions) -> Result<MySqlConnection, Error> {
                MySqlConnection::open::<Self>(options).await
            }
        }
    )*};
}

drivers! { MySql MariaDb }

/// A connection to a server of MySQL or MariaDB.
///
/// One thing is asked at a time. Where nobody waits for an answer any more, the connection is of no
/// more use: it is closed, and what it was running is stopped.
pub struct MySqlConnection {
    place: Place,
    statements: Kept,
    prepared: u64,
    state: State,
    interrupter: Interrupter,
    version: Box<str>,
    /// Whether a statement by hand may have changed what the session is like. It is then nothing for
    /// the next user: to undo it takes as long as to open another connection.
    changed: bool,
}

type Rows<'c> = QueryResult<'c, 'static, BinaryProtocol>;

impl MySqlConnection {
    async fn open<D: Server>(options: &MySqlOptions) -> Result<Self, Error> {
        let (conn, runtime, interrupter, version) = open::open::<D>(options).await?;
        Ok(Self {
            place: Place::new(conn, runtime),
            statements: Kept::new(),
            prepared: 0,
            state: State::default(),
            interrupter,
            version,
            changed: false,
        })
    }

    /// The connection of mysql_async, for what relata does not have. `None` where it is gone, or
    /// has something to do that nobody waited for.
    pub fn conn(&mut self) -> Option<&mut Conn> {
        self.changed = true;
        self.place.conn()
    }

    /// The connection with nothing left to be read from it, and what has become of the transaction.
    async fn settle(&mut self) -> Result<&mut Conn, Error> {
        let conn = self.place.back().await?;
        let was_running = std::mem::replace(&mut self.state.running, true);
        if was_running || self.state.unsure {
            // What is left of a statement is read before it, and may end with an error.
            match conn.ping().await.map_err(fault::error) {
                Ok(()) => {}
                Err(error) if error.class() == Some(Class::Disconnect) => return Err(error),
                Err(_) => {
                    self.state.failed();
                    conn.ping().await.map_err(fault::error)?;
                }
            }
            observe(&mut self.state, conn);
        }
        Ok(conn)
    }

    /// The connection, in the transaction that was asked for.
    async fn begin(&mut self) -> Result<(), Error> {
        self.settle().await?;
        if self.state.lost {
            return Err(Error::lost());
        }
        if let Some(begin) = self.state.take_begin() {
            let conn = self.place.back().await?;
            let begun = conn.query_drop(&*begin).await.map_err(fault::error);
            self.state.begun(&begun);
            begun?;
            observe(&mut self.state, conn);
        }
        Ok(())
    }

    /// Notes how a statement has ended.
    async fn ended<T>(
        &mut self,
        done: Result<T, Error>,
        sql: impl Fn() -> String,
    ) -> Result<T, Error> {
        // Of a connection that was left in the middle of an answer, the statement goes on.
        self.state.running &= !self.place.is_alive();
        match done {
            Ok(done) => {
                if let Some(conn) = self.place.conn() {
                    observe(&mut self.state, conn);
                }
                Ok(done)
            }
            Err(error) => Err(Box::pin(self.failed(error, sql())).await),
        }
    }

    /// Notes how a statement has failed.
    #[cold]
    async fn failed(&mut self, error: Error, sql: String) -> Error {
        if error.class().is_some() {
            self.state.failed();
        }
        if error.class() == Some(Class::Outdated) {
            // The others were prepared before the schema changed, too.
            for old in self.statements.clear() {
                if let Some(conn) = self.place.conn() {
                    drop(conn.close(old.statement).await);
                }
            }
        }
        fault::about(error, &sql).with_sql(|| sql)
    }

    /// Runs a statement, in one attempt of which the end is not noted.
    async fn try_once<D: Dialect, V: Visitor>(
        &mut self,
        call: &Call<'_, D>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        self.begin().await?;
        if call.rows().way == Way::LoadData {
            let written = Box::pin(self.load(call)).await;
            return Ok(Done { changed: written?, rows: 0 });
        }
        let Self { place, statements, prepared, changed, .. } = self;
        let conn = place.back().await?;
        let statement = match prepare(conn, statements, prepared, call).await {
            Ok(statement) => {
                *changed |= statement.changes_session;
                statement
            }
            Err(error)
                if V::WIDTH.is_none() && is_never_prepared(&error) && bind::is_bare(call) =>
            {
                let mut sql = String::new();
                *changed |= call.write_text(&mut sql).changes_session;
                conn.query_drop(sql).await.map_err(fault::error)?;
                return Ok(Done::default());
            }
            Err(error) => return Err(error),
        };
        let mut rows = execute(conn, &statement, call, V::WIDTH).await?;
        let columns = rows.columns_ref().len();
        let mut done = Done::default();
        let mut seen = Ok(ControlFlow::Continue(()));
        // The server sends all rows, also those that nobody wants, and only at its end it is known
        // whether the statement could do what it does.
        rows.for_each(|row| {
            if let Ok(ControlFlow::Continue(())) = seen {
                seen = see(visitor, row);
            }
            done.rows += 1;
        })
        .await
        .map_err(fault::error)?;
        let returned = (columns > 0).then_some(done.rows);
        done.changed = statement.counts.changed(returned, rows.affected_rows(), &rows.info());
        rows.drop_result().await.map_err(fault::error)?;
        seen.map(|_| done)
    }

    /// Sends the rows of LOAD DATA, and gives their number.
    async fn load<D: Dialect>(&mut self, call: &Call<'_, D>) -> Result<u64, Error> {
        // Dropped half way, it goes with this: what is said next would be taken for a row.
        let mut conn = self.place.take().await?;
        let written = load_data::send(&mut conn, call).await;
        self.place.put(conn);
        written
    }

    /// Says something that has no rows.
    async fn say(&mut self, text: &str) -> Result<(), Error> {
        let conn = self.place.back().await?;
        self.state.running = true;
        let done = conn.query_drop(text).await.map_err(fault::error);
        self.ended(done, || text.to_owned()).await
    }
}

/// Notes what the server has said about transactions.
fn observe(state: &mut State, conn: &Conn) {
    if let Some(ok) = conn.last_ok_packet() {
        state.observe(ok.status_flags());
    }
}

/// Shows a row to the visitor.
fn see<V: Visitor>(visitor: &mut V, row: mysql_async::Row) -> Result<ControlFlow<()>, Error> {
    let seen = cell::show(row, |row| visitor.row(row));
    seen.map_err(|misread| Error::decode(misread.index, misread.reason))
}

/// Sends the values of a statement. Rows may follow.
async fn execute<'c, D: Dialect>(
    conn: &'c mut Conn,
    prepared: &Prepared,
    call: &Call<'_, D>,
    width: Option<usize>,
) -> Result<Rows<'c>, Error> {
    let statement = &prepared.statement;
    if !prepared.returns {
        width_is(usize::from(statement.num_columns()), width)?;
    }
    let values = bind::values(call, statement.num_params())?;
    let rows = conn.exec_iter(statement, values).await.map_err(fault::error)?;
    // The schema may have changed since the statement was prepared.
    if width.is_some_and(|width| width > 0) {
        width_is(rows.columns_ref().len(), width)?;
    }
    Ok(rows)
}

fn width_is(has: usize, width: Option<usize>) -> Result<(), Error> {
    match width {
        Some(wants) if wants != has => {
            Err(Error::other(format!("the statement has {has} columns, and its row type {wants}")))
        }
        _ => Ok(()),
    }
}

/// Such a statement goes as text.
fn is_never_prepared(error: &Error) -> bool {
    error.code() == Some("1295")
}

fn is_no_savepoint(error: &Error) -> bool {
    error.code() == Some("1305")
}

impl<D: Server> Attempt<D> for MySqlConnection {
    fn is_alone(&self) -> bool {
        self.state.is_alone()
    }

    async fn attempt<V: Visitor>(
        &mut self,
        call: &Call<'_, D>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        let done = self.try_once(call, visitor).await;
        self.ended(done, || call.text()).await
    }
}

impl<D: Server> DriverConnection<D> for MySqlConnection {
    type Cursor<'c, V: Visitor + Default + 'static> = MySqlCursor<'c>;

    #[allow(clippy::manual_async_fn, reason = "an `async fn` keeps its arguments twice")]
    fn run<V: Visitor + 'static>(
        &mut self,
        call: Call<'_, D>,
        mut visitor: V,
    ) -> impl Future<Output = Result<(V, Done), Error>> + Send {
        async move {
            let done = attempt::run(self, &call, &mut visitor).await?;
            Ok((visitor, done))
        }
    }

    async fn visit<V: Visitor>(
        &mut self,
        call: Call<'_, D>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        attempt::run(self, &call, visitor).await
    }

    async fn open<V: Visitor + Default + 'static>(
        &mut self,
        call: Call<'_, D>,
    ) -> Result<MySqlCursor<'_>, Error> {
        let begun = self.begin().await;
        let prepared = match begun {
            Ok(()) => {
                let Self { place, statements, prepared, .. } = &mut *self;
                match place.back().await {
                    Ok(conn) => prepare(conn, statements, prepared, &call).await,
                    Err(error) => Err(error),
                }
            }
            Err(error) => Err(error),
        };
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return self.ended(Err(error), || call.text()).await,
        };
        self.changed |= prepared.changes_session;
        let Self { place, state, .. } = self;
        let opened = async {
            let rows = execute(place.back().await?, &prepared, &call, V::WIDTH).await?;
            rows.stream_and_drop().await.map_err(fault::error)
        };
        match opened.await {
            Ok(rows) => Ok(MySqlCursor::new(state, rows)),
            Err(error) => {
                state.running = false;
                state.failed();
                Err(error.with_sql(|| call.text()))
            }
        }
    }

    async fn control(&mut self, control: Control) -> Result<(), Error> {
        let (end, text) = match self.state.step(control) {
            Step::Silent => return Ok(()),
            Step::Say(text) => (None, text),
            Step::Leave { end, rollback } => (Some(end), rollback),
        };
        self.settle().await?;
        let is_named = self.state.name().is_some();
        let ends = matches!(control, Control::Commit | Control::Rollback);
        if self.state.lost {
            self.state.running = false;
            if is_named && ends {
                // It may be open, or somebody else's that is prepared. Only the first goes with its connection.
                self.place.close().await;
            }
            return match control {
                // The transaction has been rolled back, and its savepoints are gone with it.
                Control::Undo(_) => Ok(()),
                Control::Rollback => {
                    self.state.ended();
                    Ok(())
                }
                Control::Commit => {
                    self.state.ended();
                    Err(Error::lost())
                }
                _ => Err(Error::lost()),
            };
        }
        if let Some(end) = end {
            // After a deadlock this is an error, and it can be rolled back all the same.
            drop(self.say(&end).await);
        }
        let begins = matches!(control, Control::Savepoint(_)) && self.state.take_begin().is_some();
        let said = self.say(&text).await;
        if begins {
            self.state.begun(&said);
        }
        match said {
            Err(error) if matches!(control, Control::Undo(_)) && is_no_savepoint(&error) => Ok(()),
            Err(error) => {
                self.state.lost |= is_named && ends;
                Err(error)
            }
            Ok(()) => {
                self.state.done(control);
                Ok(())
            }
        }
    }

    fn control_now(&mut self, control: Control) -> Option<Result<(), Error>> {
        let undoes = matches!(control, Control::Rollback | Control::Undo(_));
        if !undoes || self.state.running || !self.place.is_alive() {
            return None;
        }
        match self.state.step(control) {
            Step::Silent => return Some(Ok(())),
            Step::Say(text) => self.place.say_now(None, text),
            Step::Leave { .. } if self.state.lost => self.place.close_now(),
            Step::Leave { end, rollback } => self.place.say_now(Some(end), rollback),
        }
        self.state.done(control);
        Some(Ok(()))
    }

    fn is_alive(&self) -> bool {
        self.place.is_alive()
    }

    fn come_back(&mut self) -> bool {
        // Where something is running, dropping the connection stops it.
        if !self.place.is_alive() || self.state.running || self.changed || !self.state.commits() {
            return false;
        }
        if self.state.is_by_hand() {
            self.place.say_now(None, "ROLLBACK".to_owned());
        }
        self.state.ended();
        true
    }

    fn keep_session(&mut self) {
        self.changed = false;
    }

    async fn batch(&mut self, script: &str) -> Result<(), Stopped> {
        self.changed = true;
        let run = async {
            self.begin().await?;
            script::run(self.place.back().await?, script).await
        };
        let (ended, done) = Stopped::apart(run.await);
        let done = self.ended(done, || script.to_owned()).await;
        done.map_err(|error| Stopped { ended, error })
    }

    async fn ping(&mut self) -> Result<(), Error> {
        self.settle().await?.ping().await.map_err(fault::error)?;
        self.state.running = false;
        Ok(())
    }

    fn interrupter(&self) -> Interrupter {
        self.interrupter.clone()
    }

    fn prepared(&self) -> u64 {
        self.prepared
    }

    fn version(&self) -> Option<&str> {
        Some(&self.version)
    }
}

impl Drop for MySqlConnection {
    fn drop(&mut self) {
        if self.state.running {
            // The server may be at it for long. Nothing else is stopped with it, since nobody uses
            // the connection again.
            self.interrupter.interrupt();
        }
    }
}
