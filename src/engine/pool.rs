//! The pool: how a connection is taken, which ones it takes back, and why none could be had.

use std::future::{Future, poll_fn};
use std::ops::{Deref, DerefMut};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::health::{Health, Suspicion, Verdict};
use super::link::Link;
use crate::driver::{Driver, DriverConnection};
use crate::error::{Error, Result};

type Inside<D> = bb8::PooledConnection<'static, Manager<D>>;

/// A pool of bb8, with a shelf before it.
///
/// Taking a connection from bb8 reads the clock several times, which costs more than a look-up in
/// SQLite. So connections that come back are put on the shelf, from which they are taken by one
/// lock, unless somebody waits for one: then they go to bb8, which knows who is first.
pub(super) struct Pool<D: Driver> {
    inside: bb8::Pool<Manager<D>>,
    shelf: Mutex<Shelf<D>>,
    errors: Errors,
    timeout: Duration,
    size: u32,
    health: Health,
}

/// How long a connection may take to answer a ping at most.
const PATIENCE: Duration = Duration::from_secs(5);

struct Shelf<D: Driver> {
    /// The one that was used last is taken first.
    idle: Vec<Inside<D>>,
    suspicion: Suspicion,
    /// How many wait for bb8. It is changed only together with the look at the shelf, so that
    /// nobody waits while a connection lies here.
    waiting: u32,
}

/// How the connections of a pool are used at a moment. See [`Engine::pool_status`].
///
/// [`Engine::pool_status`]: crate::engine::Engine::pool_status
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStatus {
    /// How many connections there are at most.
    pub size: u32,
    /// How many are open and free.
    pub idle: u32,
    /// How many are taken.
    pub in_use: u32,
    /// How many tasks or threads wait for one.
    pub waiting: u32,
}

impl<D: Driver> Pool<D> {
    /// A pool with a first connection.
    pub fn new(
        options: D::Options,
        echo: bool,
        first: Link<D>,
        timeout: Duration,
        size: u32,
        health: Health,
    ) -> Self {
        let errors = Errors::new();
        let inside = bb8::Pool::builder()
            .max_size(size)
            .connection_timeout(timeout.max(Duration::from_millis(1)))
            .test_on_check_out(false)
            .retry_connection(false)
            .max_lifetime(None)
            .idle_timeout(None)
            // The connection used last has its pages and statements at hand.
            .queue_strategy(bb8::QueueStrategy::Lifo)
            .error_sink(bb8::ErrorSink::boxed_clone(&errors))
            .build_unchecked(Manager { options, echo });
        // There is room in a pool that is empty, so this does not fail.
        let _ = inside.add(first);
        let shelf = Shelf { idle: Vec::new(), suspicion: Suspicion::default(), waiting: 0 };
        let timeout = timeout.max(Duration::from_millis(1));
        Self { inside, shelf: Mutex::new(shelf), errors, timeout, size, health }
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf<D>> {
        // Nothing panics while it is locked, and what lies on it is whole at any time.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How the connections are used now.
    pub fn status(&self) -> PoolStatus {
        let shelf = self.shelf();
        // To bb8, those on the shelf are taken.
        let state = self.inside.state();
        let on_shelf = u32::try_from(shelf.idle.len()).unwrap_or(u32::MAX);
        let idle = state.idle_connections.saturating_add(on_shelf);
        let in_use = state.connections.saturating_sub(idle);
        PoolStatus { size: self.size, idle, in_use, waiting: shelf.waiting }
    }

    /// Nobody gave a connection back in time.
    fn timed_out(&self) -> Error {
        let PoolStatus { size, in_use, waiting, .. } = self.status();
        Error::pool(self.timeout, size, in_use, waiting)
    }

    /// Takes a connection.
    #[inline]
    pub async fn take(self: &Arc<Self>) -> Result<Pooled<D>> {
        match self.take_now() {
            Some(pooled) => Ok(pooled),
            None => Ok(self.lend(Box::pin(self.find()).await?)),
        }
    }

    /// Takes a connection from the shelf, if there is one that need not be pinged.
    #[inline]
    pub fn take_now(self: &Arc<Self>) -> Option<Pooled<D>> {
        loop {
            let mut shelf = self.shelf();
            let link = shelf.idle.pop()?;
            match self.health.judge(&link, &mut shelf.suspicion, None) {
                Verdict::HandOut => return Some(self.lend(link)),
                Verdict::Ping => {
                    shelf.idle.push(link);
                    return None;
                }
                Verdict::Replace => {
                    drop(shelf);
                    Self::retire(link);
                }
            }
        }
    }

    #[inline]
    fn lend(self: &Arc<Self>, link: Inside<D>) -> Pooled<D> {
        Pooled { link: Some(link), pool: self.clone() }
    }

    /// Closes a connection. bb8 has room for another one then.
    #[cold]
    fn retire(mut link: Inside<D>) {
        link.life.retired = true;
        drop(link);
    }

    /// Takes a connection that has to be waited for, or pinged.
    #[cold]
    async fn find(&self) -> Result<Inside<D>> {
        let since = Instant::now();
        loop {
            let idle = {
                let mut shelf = self.shelf();
                shelf.idle.pop().ok_or_else(|| self.queue(&mut shelf))
            };
            let mut link = match idle {
                Ok(link) => link,
                Err(waiting) => self.wait(waiting, since).await?,
            };
            let verdict = self.health.judge(&link, &mut self.shelf().suspicion, Some(since));
            match verdict {
                Verdict::HandOut => return Ok(link),
                Verdict::Ping if self.left(since).is_zero() => {
                    drop(link);
                    let _waiting = self.queue(&mut self.shelf());
                    return Err(self.timed_out());
                }
                Verdict::Ping if self.answers(&mut link, since).await => return Ok(link),
                Verdict::Ping | Verdict::Replace => Self::retire(link),
            }
        }
    }

    /// Counts somebody as waiting.
    fn queue(&self, shelf: &mut Shelf<D>) -> Waiting<'_, D> {
        if shelf.waiting == 0 {
            self.errors.clear();
        }
        shelf.waiting += 1;
        Waiting(self)
    }

    /// How much longer somebody waits who has been waiting since then.
    fn left(&self, since: Instant) -> Duration {
        self.timeout.saturating_sub(since.elapsed())
    }

    /// Whether the database answers a ping. If not, others may be dead too.
    async fn answers(&self, link: &mut Link<D>, since: Instant) -> bool {
        // Time is left to open another one.
        let limit = (self.left(since) / 2).min(PATIENCE);
        let is_alive = matches!(tokio::time::timeout(limit, link.ping()).await, Ok(Ok(())));
        if !is_alive {
            self.health.suspect(&mut self.shelf().suspicion);
        }
        is_alive
    }

    /// Waits for bb8 to have one, or to fail at opening one.
    async fn wait(&self, _waiting: Waiting<'_, D>, since: Instant) -> Result<Inside<D>> {
        let mut errors = self.errors.count.subscribe();
        loop {
            let get = self.inside.get_owned();
            let mut taken = pin!(tokio::time::timeout(self.left(since), get));
            let mut failed = pin!(errors.changed());
            let taken = poll_fn(|cx| match taken.as_mut().poll(cx) {
                Poll::Ready(taken) => Poll::Ready(Some(taken)),
                Poll::Pending => failed.as_mut().poll(cx).map(|_| None),
            });
            match taken.await {
                Some(Ok(Ok(link))) => return Ok(link),
                Some(Ok(Err(bb8::RunError::User(error)))) => return Err(error),
                Some(Ok(Err(bb8::RunError::TimedOut)) | Err(_)) => return Err(self.timed_out()),
                // One of those who wait is told; the others ask for a connection of their own.
                None => match self.errors.take() {
                    Some(error) => return Err(error),
                    None => continue,
                },
            }
        }
    }

    fn put_back(&self, mut link: Inside<D>) {
        if link.is_reusable() {
            if self.health.pre_ping.is_some() {
                link.life.prove();
            }
            let mut shelf = self.shelf();
            if shelf.waiting == 0 {
                shelf.idle.push(link);
                return;
            }
        } else if !link.driver().is_alive() {
            self.health.suspect(&mut self.shelf().suspicion);
        }
        // bb8 gives it to who waits, or closes it if it is broken.
        drop(link);
    }
}

/// Somebody who is counted as waiting, until this is dropped.
struct Waiting<'p, D: Driver>(&'p Pool<D>);

impl<D: Driver> Drop for Waiting<'_, D> {
    fn drop(&mut self) {
        self.0.shelf().waiting -= 1;
    }
}

/// A connection on loan.
pub(super) struct Pooled<D: Driver> {
    /// It is here until `drop`.
    link: Option<Inside<D>>,
    pool: Arc<Pool<D>>,
}

impl<D: Driver> Deref for Pooled<D> {
    type Target = Link<D>;

    #[inline]
    fn deref(&self) -> &Link<D> {
        match &self.link {
            Some(link) => link,
            None => unreachable!("the connection is taken out by `drop` only"),
        }
    }
}

impl<D: Driver> DerefMut for Pooled<D> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Link<D> {
        match &mut self.link {
            Some(link) => link,
            None => unreachable!("the connection is taken out by `drop` only"),
        }
    }
}

impl<D: Driver> Drop for Pooled<D> {
    fn drop(&mut self) {
        if let Some(link) = self.link.take() {
            self.pool.put_back(link);
        }
    }
}

/// Opens connections for bb8.
struct Manager<D: Driver> {
    options: D::Options,
    echo: bool,
}

impl<D: Driver> bb8::ManageConnection for Manager<D> {
    type Connection = Link<D>;
    type Error = Error;

    async fn connect(&self) -> Result<Link<D>> {
        Link::connect(&self.options, self.echo).await
    }

    async fn is_valid(&self, link: &mut Link<D>) -> Result<()> {
        link.ping().await
    }

    fn has_broken(&self, link: &mut Link<D>) -> bool {
        !link.is_reusable()
    }
}

/// Why bb8 could not open connections: it tells nobody, and lets them wait.
struct Errors {
    list: Arc<Mutex<Vec<Error>>>,
    count: watch::Sender<u64>,
}

impl Errors {
    fn new() -> Self {
        Self { list: Arc::default(), count: watch::Sender::new(0) }
    }

    fn list(&self) -> MutexGuard<'_, Vec<Error>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what went wrong while nobody was waiting.
    fn clear(&self) {
        self.list().clear();
    }

    fn take(&self) -> Option<Error> {
        self.list().pop()
    }
}

impl std::fmt::Debug for Errors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Errors")
    }
}

impl bb8::ErrorSink<Error> for Errors {
    fn sink(&self, error: Error) {
        self.list().push(error);
        self.count.send_modify(|count| *count += 1);
    }

    fn boxed_clone(&self) -> Box<dyn bb8::ErrorSink<Error>> {
        Box::new(Self { list: self.list.clone(), count: self.count.clone() })
    }
}
