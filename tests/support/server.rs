//! Servers with the seeded tables, where there are any, and sessions on them whose work is undone.

use std::ops::ControlFlow;

use relata::Error;
use relata::driver::{
    Access, Call, Control, Done, Driver, DriverConnection, Isolation, NoRows, Visitor,
};
use relata::prelude::*;
use relata::query::{Output, Query, Statement};
use relata::schema::Misread;
use relata::types::Row;
use tokio::sync::{Mutex, MutexGuard};

use super::blog::everything;
use super::check::fill;
use super::database::postgres;

/// The schema of these tests.
const SCHEMA: &str = "relata_golden";

/// A transaction on a server, which nobody commits.
pub struct Session<D: Driver> {
    connection: D::Connection,
    /// The numbers of identity columns begin anew for each session, so there is one at a time.
    _turn: MutexGuard<'static, bool>,
}

/// Whether the tables are there and filled.
static FILLED: Mutex<bool> = Mutex::const_new(false);

impl Session<Postgres> {
    /// A session, unless there is no server.
    pub async fn begin() -> Option<Self> {
        let url = postgres(SCHEMA)?;
        let mut turn = FILLED.lock().await;
        match Self::open(&url, &mut turn).await {
            Ok(connection) => Some(Self { connection, _turn: turn }),
            Err(error) => panic!("the server has no tables: {error:?}"),
        }
    }

    async fn open(url: &str, filled: &mut bool) -> Result<<Postgres as Driver>::Connection, Error> {
        if !*filled {
            fill_tables(url).await?;
            *filled = true;
        }
        let mut connection = Postgres::connect(&Postgres::options(url)?).await?;
        connection.control(Control::Begin(Access::Write, Isolation::Default)).await?;
        connection
            .batch(
                "ALTER TABLE users ALTER COLUMN id RESTART WITH 5; \
                 ALTER TABLE posts ALTER COLUMN id RESTART WITH 5; \
                 ALTER TABLE tags ALTER COLUMN id RESTART WITH 3; \
                 ALTER TABLE invoices ALTER COLUMN id RESTART WITH 4;",
            )
            .await?;
        Ok(connection)
    }
}

impl<D: Driver> Session<D> {
    /// All rows of a query.
    pub async fn all<Q: Query>(
        &mut self,
        call: Call<'_, D>,
        query: &Q,
    ) -> Result<Vec<<Q::Output as Output>::Row>, Error> {
        let Some(call) = whole(call, query) else { return Ok(Vec::new()) };
        Ok(self.connection.run(call, All::<Q::Output>(Vec::new())).await?.0.0)
    }

    /// How many rows a statement writes.
    pub async fn run<S: Statement>(
        &mut self,
        call: Call<'_, D>,
        statement: &S,
    ) -> Result<u64, Error> {
        let Some(call) = whole(call, statement) else { return Ok(0) };
        let done: (NoRows, Done) = self.connection.run(call, NoRows).await?;
        Ok(done.1.changed)
    }
}

/// A statement over many rows in one part, unless there are none.
fn whole<'q, D: Driver, S: Statement>(call: Call<'q, D>, statement: &S) -> Option<Call<'q, D>> {
    match statement.batch() {
        None => Some(call),
        Some(batch) if batch.rows == 0 => None,
        Some(batch) => Some(call.with_rows(0, batch.rows)),
    }
}

async fn fill_tables(url: &str) -> Result<(), Error> {
    let engine = Engine::<Postgres>::open(url).await?;
    engine.execute(&raw!((), "DROP SCHEMA IF EXISTS relata_golden CASCADE")).await?;
    engine.execute(&raw!((), "CREATE SCHEMA relata_golden")).await?;
    engine.create_all::<everything>().await?;
    fill!(engine);
    Ok(())
}

/// The rows of a query.
struct All<O: Output>(Vec<O::Row>);

impl<O: Output> Visitor for All<O> {
    const WIDTH: Option<usize> = Some(O::WIDTH);

    fn row<'r, R: Row<'r>>(&mut self, row: R) -> Result<ControlFlow<()>, Misread> {
        self.0.push(O::decode(row, 0)?);
        Ok(ControlFlow::Continue(()))
    }

    fn restart(&mut self) -> bool {
        self.0.clear();
        true
    }
}
