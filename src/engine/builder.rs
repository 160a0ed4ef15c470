//! How an engine is opened: the URL, the size of its pool, and what each database has beside.

use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::time::Duration;

use super::Engine;
use super::health::Health;
use super::link::Link;
use super::pool::Pool;
use crate::driver::Driver;
use crate::error::{Error, Result};

/// How an engine is opened. See [`Engine::builder`].
#[must_use = "an engine is opened by `.build()`"]
pub struct Builder<D: Driver> {
    url: String,
    size: Option<u32>,
    timeout: Duration,
    health: Health,
    echo: bool,
    adjust: Vec<Box<dyn FnOnce(&mut D::Options) + Send>>,
    dialect: PhantomData<fn() -> D>,
}

impl<D: Driver> Builder<D> {
    pub(super) fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            size: None,
            timeout: Duration::from_secs(30),
            health: Health::default(),
            echo: false,
            adjust: Vec::new(),
            dialect: PhantomData,
        }
    }

    /// How many connections there are at most; 10 unless said. They are opened when needed.
    pub fn pool_size(mut self, connections: u32) -> Self {
        self.size = Some(connections);
        self
    }

    /// How long to wait for a connection where all are taken; 30 seconds unless said.
    pub fn pool_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// At which age a connection is replaced, when it is next asked for; at none unless said.
    ///
    /// It is for servers and networks that end connections after some time. A database in
    /// `:memory:` ends with its connection, so `build` refuses it there.
    pub fn recycle(mut self, age: Duration) -> Self {
        self.health.recycle = Some(age);
        self
    }

    /// How long a connection may be idle and still be handed out without asking the database for a
    /// sign of life; without end unless said.
    ///
    /// A connection that does not answer is replaced: it has 5 seconds, or half of the pool's
    /// timeout where that is less. Once one is found dead, all that are idle are asked, however
    /// short that was: as after a restart of the server. `Duration::ZERO` asks each time.
    pub fn pre_ping(mut self, idle: Duration) -> Self {
        self.health.pre_ping = Some(idle);
        self
    }

    /// Whether each statement is logged by `tracing` at level INFO. Otherwise it is at DEBUG.
    pub fn echo(mut self, on: bool) -> Self {
        self.echo = on;
        self
    }

    /// Changes what the URL says.
    #[allow(dead_code, reason = "each driver has settings of its own")]
    pub(super) fn adjust(mut self, change: impl FnOnce(&mut D::Options) + Send + 'static) -> Self {
        self.adjust.push(Box::new(change));
        self
    }

    /// Opens the engine and its first connection.
    pub async fn build(self) -> Result<Engine<D>> {
        let mut options = D::options(&self.url)?;
        for change in self.adjust {
            change(&mut options);
        }
        let most = D::most_connections(&options);
        let size = pool_size(self.size, most)?;
        if self.health.recycle.is_some() && most.is_some() {
            return Err(Error::other(
                "the database in `:memory:` ends with its connection, which cannot be recycled: \
                 write `sqlite::memory:?cache=shared` for one that outlives it",
            ));
        }
        let first = Link::connect(&options, self.echo).await?;
        Ok(Engine::new(Pool::new(options, self.echo, first, self.timeout, size, self.health)))
    }
}

fn pool_size(wanted: Option<u32>, most: Option<u32>) -> Result<u32> {
    let size = wanted.or(most).unwrap_or(10);
    let size = NonZeroU32::new(size).ok_or_else(|| Error::other("a pool needs a connection"))?;
    match most {
        Some(most) if size.get() > most => Err(Error::other(
            "each connection to `:memory:` has a database of its own, so the pool has one: \
             write `sqlite::memory:?cache=shared` for one that several connections share",
        )),
        _ => Ok(size.get()),
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use std::time::Duration;

    use super::Builder;
    use crate::dialect::Sqlite;
    use crate::driver::sqlite::Execution;

    impl Builder<Sqlite> {
        /// How long to wait for a lock that another connection holds; 5 seconds unless said.
        pub fn busy_timeout(self, timeout: Duration) -> Self {
            self.adjust(move |options| options.set_busy_timeout(timeout))
        }

        /// Where statements run; on the calling task unless said.
        pub fn execution(self, execution: Execution) -> Self {
            self.adjust(move |options| options.set_execution(execution))
        }
    }
}

#[cfg(feature = "postgres")]
mod postgres {
    use std::time::Duration;

    use super::Builder;
    use crate::dialect::Postgres;

    impl Builder<Postgres> {
        /// How long the server works on a statement before it stops it, which
        /// [is an interruption](crate::Error::is_interrupted); without end unless said.
        pub fn statement_timeout(self, timeout: Duration) -> Self {
            self.adjust(move |options| options.set_statement_timeout(timeout))
        }
    }
}

#[cfg(feature = "mysql")]
mod mysql {
    use std::time::Duration;

    use super::Builder;
    use crate::driver::Driver;
    use crate::driver::mysql::{MySqlOptions, Server};

    impl<D: Server + Driver<Options = MySqlOptions>> Builder<D> {
        /// How long the server works on a statement before it stops it, which
        /// [is an interruption](crate::Error::is_interrupted); without end unless said. MySQL
        /// stops only statements that read.
        pub fn statement_timeout(self, timeout: Duration) -> Self {
            self.adjust(move |options| options.set_statement_timeout(timeout))
        }
    }
}
