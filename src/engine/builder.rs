//! How an engine is opened: the URL, the size of its pool, and what each database has beside.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::health::Health;
use super::hooks::{Before, Hooks, Preparing};
use super::isolation::IsLevel;
use super::link::Link;
use super::pool::{Limits, Pool, PoolOrder};
use super::reader::Readers;
use super::settings::Settings;
use super::tags::Tags;
use super::trace::{Watch, Watching};
use super::{Connection, Engine, Event};
use crate::driver::{Driver, Level};
use crate::error::{Error, Result};

/// How an engine is opened. See [`Engine::builder`].
#[must_use = "an engine is opened by `.build()`"]
pub struct Builder<D: Driver> {
    url: String,
    size: Option<u32>,
    overflow: u32,
    timeout: Duration,
    order: PoolOrder,
    health: Health,
    isolation: Level,
    is_rolled_back: bool,
    tags: Tags,
    watching: Watching,
    hooks: Hooks<D>,
    adjust: Vec<Box<dyn FnOnce(&mut D::Options) + Send>>,
    dialect: PhantomData<fn() -> D>,
}

/// A pool that keeps none has no limit of its own.
const UNLIMITED: u32 = u32::MAX;

impl<D: Driver> Builder<D> {
    pub(super) fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            size: None,
            overflow: 0,
            timeout: Duration::from_secs(30),
            order: PoolOrder::default(),
            health: Health::default(),
            isolation: Level::Default,
            is_rolled_back: false,
            tags: Tags::default(),
            watching: Watching::default(),
            hooks: Hooks::default(),
            adjust: Vec::new(),
            dialect: PhantomData,
        }
    }

    /// How many connections are kept at most; 10 unless said. They are opened when needed.
    pub fn pool_size(mut self, connections: u32) -> Self {
        self.size = Some(connections);
        self
    }

    /// How many more connections there may be while all that are kept are taken; none unless said.
    /// They are closed when they are given back, unless somebody waits for one.
    pub fn max_overflow(mut self, connections: u32) -> Self {
        self.overflow = connections;
        self
    }

    /// Keeps no connection: each is opened for who takes it, and closed when it is given back, and
    /// there is no limit. It is for a server that has a pool of its own before it.
    pub fn null_pool(self) -> Self {
        self.pool_size(0).max_overflow(UNLIMITED)
    }

    /// Keeps one connection, which all share in turn.
    pub fn static_pool(self) -> Self {
        self.pool_size(1).max_overflow(0)
    }

    /// All that is done on the engine is rolled back when it is dropped or closed: for tests of code
    /// that takes an engine, begins transactions and commits them, such as a handler of a web service.
    ///
    /// There is one connection, in a transaction that is never committed. Whoever begins one in it gets a
    /// savepoint, and so does a statement that stands alone, so that it is undone by itself where it fails.
    /// Who takes a connection while another one has it waits. What a database does at COMMIT alone, such as
    /// looking at deferred constraints, does not happen, and nobody hears a `notify`. What ends a transaction by
    /// itself ends this one too: COMMIT written by hand, and on MySQL and MariaDB a change of the schema. A
    /// stream that fails does so on PostgreSQL. What is written by hand is not kept from writing by the database.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// # schema! { blog: users, posts }
    /// let engine = Engine::<Sqlite>::builder("sqlite::memory:").rolled_back().build().await?;
    /// engine.create_all::<blog>().await?;
    /// let mut session = engine.session();
    /// session.add(User, (users::name.set("Ada"), users::email.set("ada@example.org")));
    /// session.commit().await?; // RELEASE SAVEPOINT
    /// # Ok(())
    /// # }
    /// ```
    pub fn rolled_back(mut self) -> Self {
        self.is_rolled_back = true;
        self.static_pool()
    }

    /// How long to wait for a connection where all are taken, and for the database where one is
    /// opened; 30 seconds unless said.
    pub fn pool_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Which of the free connections is taken next; the one that was used last unless said.
    pub fn pool_order(mut self, order: PoolOrder) -> Self {
        self.order = order;
        self
    }

    /// Does something on each new connection, before anybody gets it. Where it fails, the connection
    /// is closed, and whoever asked for one gets the error.
    ///
    /// What it changes of the session stays. Where a session was reset after somebody else has
    /// changed it, it runs again.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// let engine = Engine::<Sqlite>::builder("sqlite::memory:")
    ///     .on_connect(|connection| {
    ///         Box::pin(async move {
    ///             connection.execute(&raw!((), "PRAGMA cache_size = -65536")).await?;
    ///             Ok(())
    ///         })
    ///     })
    ///     .build()
    ///     .await?;
    /// assert_eq!(engine.all(&raw!(i64, "PRAGMA cache_size")).await?, [-65536]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_connect<F>(mut self, prepare: F) -> Self
    where
        F: for<'c> Fn(&'c mut Connection<D>) -> Preparing<'c> + Send + Sync + 'static,
    {
        self.hooks.on_connect = Some(Box::new(prepare));
        self
    }

    /// Does something on a connection whenever somebody takes it, before they get it: says for whom it works, as
    /// row-level security asks for, or refuses by an error, which whoever takes it gets.
    ///
    /// What it changes of the session stays until it runs again, so let it set the same things each time. Behind a
    /// pooler of transactions it reaches whichever session the pooler takes, so there set nothing by it. It takes
    /// a statement's time of each use, also of each verb of the engine, which is not counted as waiting for a
    /// connection. A [reader](super::Engine::reader), whose connections nobody takes, cannot be had then.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    ///
    /// tokio::task_local! { static USER: i64; }
    ///
    /// async fn open(url: &str) -> Result<Engine<Postgres>, relata::Error> {
    ///     let builder = Engine::<Postgres>::builder(url).on_checkout(|connection| {
    ///         Box::pin(async move {
    ///             let user = USER.try_get().map_or(String::new(), |user| user.to_string());
    ///             connection.execute(&raw!((), "SELECT set_config('app.user', {}, FALSE)", user)).await?;
    ///             Ok(())
    ///         })
    ///     });
    ///     builder.build().await
    /// }
    /// ```
    pub fn on_checkout<F>(mut self, prepare: F) -> Self
    where
        F: for<'c> Fn(&'c mut Connection<D>) -> Preparing<'c> + Send + Sync + 'static,
    {
        self.hooks.on_checkout = Some(Box::new(prepare));
        self
    }

    /// Changes, each time that a connection is opened, how it is: such as its password, where that is a token which
    /// ends. Where it fails, whoever asked for the connection gets the error.
    ///
    /// MySQL and MariaDB are asked to stop a statement by a connection with what that of the statement was opened
    /// with.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    ///
    /// # async fn token() -> Result<String, std::io::Error> { Ok("secret".to_owned()) }
    /// async fn open(url: &str) -> Result<Engine<Postgres>, relata::Error> {
    ///     let builder = Engine::<Postgres>::builder(url).before_connect(|options| {
    ///         Box::pin(async move {
    ///             options.set_password(token().await.map_err(relata::Error::refused)?);
    ///             Ok(())
    ///         })
    ///     });
    ///     builder.build().await
    /// }
    /// ```
    pub fn before_connect<F>(mut self, change: F) -> Self
    where
        F: for<'c> Fn(&'c mut D::Options) -> Preparing<'c> + Send + Sync + 'static,
    {
        self.hooks.before_connect = Some(Box::new(change));
        self
    }

    /// Asks a closure before each statement, BEGIN and COMMIT, savepoints among them. Where it gives an error, that
    /// does not happen: nothing is sent, a transaction that was to be committed is rolled back, and whoever asked
    /// for it gets the error. What has become of all others, [`on_event`](Self::on_event) tells.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::engine::Before;
    /// use relata::prelude::*;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// let engine = Engine::<Sqlite>::builder("sqlite::memory:")
    ///     .before(|next| match next {
    ///         Before::Statement { sql } if sql.starts_with("DELETE") => {
    ///             Err(relata::Error::refused("nothing is deleted before the move is over"))
    ///         }
    ///         _ => Ok(()),
    ///     })
    ///     .build()
    ///     .await?;
    /// # schema! { blog: users, posts }
    /// # engine.create_all::<blog>().await?;
    /// assert!(engine.execute(&delete(posts::table).every_row()).await.is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn before(
        mut self,
        guard: impl Fn(&Before<'_>) -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        self.watching.guard = Some(Box::new(guard));
        self
    }

    /// The level of isolation of transactions that ask for none.
    pub fn isolation(mut self, isolation: impl IsLevel) -> Self {
        self.isolation = isolation.level();
        self
    }

    /// Marks all statements with a comment at their end, in which others than this program see where
    /// they come from: `SELECT 1 /*app='shop'*/`. What could end the comment is encoded.
    pub fn tag(mut self, key: &str, value: &str) -> Self {
        self.tags.set(key, value);
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
        self.watching.echo = on;
        self
    }

    /// Logs statements that take so long at level WARN.
    pub fn slow_query(mut self, limit: Duration) -> Self {
        self.watching.slow = Some(limit);
        self
    }

    /// Shows the values of statements in what is logged and in [errors](Error::values). Otherwise
    /// they are nowhere to be seen.
    pub fn show_values(mut self) -> Self {
        self.watching.shows_values = true;
        self
    }

    /// Tells a closure what happens on the engine: statements, transactions, connections. It is
    /// called where that happens, so it should not take long.
    pub fn on_event(mut self, listener: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.watching.listener = Some(Box::new(listener));
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
        let size = pool_size(self.size, self.overflow, most)?;
        if self.is_rolled_back && (size != 1 || self.overflow > 0 || self.health.recycle.is_some())
        {
            return Err(Error::other(
                "an engine that is rolled back has one connection, which is not recycled",
            ));
        }
        if self.health.recycle.is_some() && most.is_some() {
            return Err(Error::other(
                "the database in `:memory:` ends with its connection, which cannot be recycled: \
                 write `sqlite::memory:?cache=shared` for one that outlives it",
            ));
        }
        let timeout = self.timeout.max(Duration::from_millis(1));
        let settings = Arc::new(Settings {
            timeout,
            isolation: self.isolation,
            is_rolled_back: self.is_rolled_back,
            tags: self.tags,
            hooks: self.hooks,
            watch: Arc::new(Watch::new(
                D::spec(&options).name,
                D::address(&options),
                self.watching,
            )),
            closed: AtomicBool::new(false),
            readers: Readers::default(),
            options,
        });
        let first = Link::connect(&settings).await?;
        let (overflow, order, health) = (self.overflow, self.order, self.health);
        let limits = Limits { size, overflow, timeout, order, health };
        Ok(Engine::new(Pool::new(settings, first, limits)))
    }
}

fn pool_size(wanted: Option<u32>, overflow: u32, most: Option<u32>) -> Result<u32> {
    let size = wanted.or(most).unwrap_or(10);
    if size == 0 && overflow == 0 {
        return Err(Error::other("a pool needs a connection"));
    }
    match most {
        Some(most) if size > most || size == 0 || overflow > 0 => Err(Error::other(
            "each connection to `:memory:` has a database of its own, so the pool has one: \
             write `sqlite::memory:?cache=shared` for one that several connections share",
        )),
        _ => Ok(size),
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
