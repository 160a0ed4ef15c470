//! Servers with the seeded tables, where there are any, and sessions on them whose work is undone.

use std::ops::ControlFlow;

use relata::Error;
use relata::driver::{
    Access, Call, Control, Done, Driver, DriverConnection, Level, NoRows, Visitor,
};
use relata::prelude::*;
use relata::query::{Output, Query, Statement};
use relata::render::Part;
use relata::schema::Misread;
use relata::types::Row;
use tokio::sync::{Mutex, MutexGuard};

use super::blog::everything;
use super::check::fill;
use super::database;

/// The schema of these tests, or their database.
const SCHEMA: &str = "relata_golden";

/// A transaction on a server, which nobody commits.
pub struct Session<D: Driver> {
    connection: D::Connection,
    /// The numbers of identity columns begin anew for each session, so there is one at a time.
    _turn: MutexGuard<'static, bool>,
}

/// A server for tests.
pub trait Server: Driver {
    /// Where it is, unless there is none.
    fn url() -> Option<String>;
    /// Whether the tables are there and filled.
    fn filled() -> &'static Mutex<bool>;
    /// Lets identity columns go on after the seeded rows.
    const RESTART: &'static str;
    /// Makes an empty schema.
    async fn recreate(url: &str) -> Result<(), Error>;
}

impl Server for Postgres {
    fn url() -> Option<String> {
        database::postgres(SCHEMA)
    }

    fn filled() -> &'static Mutex<bool> {
        static FILLED: Mutex<bool> = Mutex::const_new(false);
        &FILLED
    }

    const RESTART: &'static str = "ALTER TABLE users ALTER COLUMN id RESTART WITH 5; \
         ALTER TABLE posts ALTER COLUMN id RESTART WITH 5; \
         ALTER TABLE tags ALTER COLUMN id RESTART WITH 3; \
         ALTER TABLE invoices ALTER COLUMN id RESTART WITH 4;";

    async fn recreate(url: &str) -> Result<(), Error> {
        let engine = Engine::<Self>::open(url).await?;
        engine.execute(&raw!((), "DROP SCHEMA IF EXISTS relata_golden CASCADE")).await?;
        engine.execute(&raw!((), "CREATE SCHEMA relata_golden")).await.map(drop)
    }
}

macro_rules! mysql {
    ($dialect:ident, $url:ident) => {
        impl Server for $dialect {
            fn url() -> Option<String> {
                database::$url(SCHEMA)
            }

            fn filled() -> &'static Mutex<bool> {
                static FILLED: Mutex<bool> = Mutex::const_new(false);
                &FILLED
            }

            const RESTART: &'static str = "ALTER TABLE users AUTO_INCREMENT = 5; \
                 ALTER TABLE posts AUTO_INCREMENT = 5; ALTER TABLE tags AUTO_INCREMENT = 3; \
                 ALTER TABLE invoices AUTO_INCREMENT = 4;";

            async fn recreate(url: &str) -> Result<(), Error> {
                database::create::<Self>(url).await
            }
        }
    };
}

mysql!(MySql, mysql);
mysql!(MariaDb, mariadb);

impl<D: Server> Session<D> {
    /// A session, unless there is no server.
    pub async fn begin() -> Option<Self> {
        let url = D::url()?;
        let mut turn = D::filled().lock().await;
        match Self::open(&url, &mut turn).await {
            Ok(connection) => Some(Self { connection, _turn: turn }),
            Err(error) => panic!("{} has no tables: {error:?}", D::SPEC.name),
        }
    }

    async fn open(url: &str, filled: &mut bool) -> Result<D::Connection, Error> {
        if !*filled {
            D::recreate(url).await?;
            let engine = Engine::<D>::builder(url).pool_size(1).build().await?;
            engine.create_all::<everything>().await?;
            fill!(engine);
            *filled = true;
        }
        let mut connection = D::connect(&D::options(url)?).await?;
        connection.batch(D::RESTART).await?;
        connection.control(Control::Begin(Access::Write, Level::Default)).await?;
        Ok(connection)
    }

    /// What the server is called.
    pub fn name(&self) -> &'static str {
        D::SPEC.name
    }

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
        Some(batch) => Some(call.with_rows(Part::values(0, batch.rows))),
    }
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
