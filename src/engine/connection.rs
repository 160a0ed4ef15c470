//! A connection taken from the pool, which gets it back when this is dropped.

use super::executor::{Executor, Handle};
use super::link::Seat;
use super::pool::Pooled;
use super::transaction::Transaction;
use crate::driver::{Access, Control, Driver, DriverConnection, Interrupter, Isolation};
use crate::error::Result;
use crate::query::effect::{AutoCommit, ReadOnly, ReadWrite};

/// A connection outside of a transaction: each statement is one of its own.
pub struct Connection<D: Driver> {
    link: Pooled<D>,
}

impl<D: Driver> Connection<D> {
    pub(super) fn new(link: Pooled<D>) -> Self {
        Self { link }
    }

    /// Begins a transaction. The connection waits until it has ended.
    pub async fn begin(&mut self) -> Result<Transaction<'_, D, ReadWrite>> {
        self.begin_with(Isolation::Default).await
    }

    /// Begins a transaction of a level of isolation.
    pub async fn begin_with(
        &mut self,
        isolation: Isolation,
    ) -> Result<Transaction<'_, D, ReadWrite>> {
        Transaction::on(&mut self.link, Control::Begin(Access::Write, isolation)).await
    }

    /// Begins a transaction that takes only statements that read.
    pub async fn begin_read_only(&mut self) -> Result<Transaction<'_, D, ReadOnly>> {
        Transaction::on(&mut self.link, Control::Begin(Access::Read, Isolation::Default)).await
    }

    /// What stops the running statement from elsewhere.
    pub fn interrupter(&self) -> Interrupter {
        self.link.driver().interrupter()
    }

    /// How many statements were prepared on this connection so far, for tests and statistics.
    #[doc(hidden)]
    pub fn prepared(&self) -> u64 {
        self.link.driver().prepared()
    }
}

#[cfg(feature = "postgres")]
impl Connection<crate::dialect::Postgres> {
    /// The client of tokio-postgres, for what relata does not have, such as COPY. A transaction
    /// that is begun through it has to be ended through it.
    pub fn client(&self) -> &tokio_postgres::Client {
        self.link.driver().client()
    }
}

#[cfg(feature = "mysql")]
impl<D> Connection<D>
where
    D: crate::driver::mysql::Server + Driver<Connection = crate::driver::mysql::MySqlConnection>,
{
    /// The connection of mysql_async, for what relata does not have. A transaction that is begun
    /// through it has to be ended through it. `None` where the connection is closed.
    pub fn conn(&mut self) -> Option<&mut mysql_async::Conn> {
        self.link.driver_mut().conn()
    }
}

impl<D: Driver> Handle for Connection<D> {}

impl<D: Driver> Executor for Connection<D> {
    type Dialect = D;
    type Access = AutoCommit;

    #[inline]
    fn seat(&mut self) -> Seat<'_, D> {
        Seat { link: &mut self.link, level: 0 }
    }
}

impl<D: Driver> std::fmt::Debug for Connection<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection").field("database", &D::SPEC.name).finish_non_exhaustive()
    }
}
