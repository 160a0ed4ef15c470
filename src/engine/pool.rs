//! The pool: how a connection is taken, which ones it takes back, and why none could be had.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::ops::{Deref, DerefMut};
use std::pin::pin;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::Connection;
use super::events::Event;
use super::health::{Health, Suspicion, Verdict};
use super::hooks::Hook;
use super::link::{Held, Link};
use super::news::News;
use super::settings::Settings;
use crate::driver::{Driver, DriverConnection};
use crate::error::{Error, Result, Use};
use crate::render::Spec;

type Inside<D> = bb8::PooledConnection<'static, Manager<D>>;

/// A pool of bb8, with a shelf before it.
///
/// Taking a connection from bb8 reads the clock several times, which costs more than a look-up in
/// SQLite. So connections that come back are put on the shelf, from which they are taken by one
/// lock, and bb8 opens those that are not there yet. Whoever takes one has a permit for it, and who
/// has waited longest gets the next.
pub(super) struct Pool<D: Driver> {
    inside: bb8::Pool<Manager<D>>,
    shelf: Mutex<Shelf<D>>,
    /// As many as there may be connections in use.
    permits: Semaphore,
    news: News,
    settings: Arc<Settings<D>>,
    limits: Limits,
}

/// How many connections a pool has, and what it does with those that are free.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// How many are kept.
    pub size: u32,
    /// How many more there may be while they are in use.
    pub overflow: u32,
    /// How long somebody waits for one.
    pub timeout: Duration,
    pub order: PoolOrder,
    pub health: Health,
}

/// Which of the free connections is taken next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PoolOrder {
    /// The one that was used last: its pages and statements are at hand, and those that are not
    /// needed grow idle.
    #[default]
    Lifo,
    /// The one that has been idle for longest, so that none is forgotten by a server or a network.
    Fifo,
}

/// How long a connection may take to answer a ping at most.
const PATIENCE: Duration = Duration::from_secs(5);

struct Shelf<D: Driver> {
    /// The one that was used last is at the end.
    idle: VecDeque<Inside<D>>,
    suspicion: Suspicion,
    /// How many wait for one.
    waiting: u32,
    /// How many of them wait for bb8 to open one. It is changed only together with the look at the shelf, so that
    /// nobody does while a connection lies here.
    opening: u32,
    /// Nothing is put here any more.
    is_closed: bool,
}

impl<D: Driver> Shelf<D> {
    /// Takes the one that is next.
    #[inline]
    fn next(&mut self, order: PoolOrder) -> Option<Inside<D>> {
        match order {
            PoolOrder::Lifo => self.idle.pop_back(),
            PoolOrder::Fifo => self.idle.pop_front(),
        }
    }

    /// Puts back what was next.
    fn undo_next(&mut self, order: PoolOrder, link: Inside<D>) {
        match order {
            PoolOrder::Lifo => self.idle.push_back(link),
            PoolOrder::Fifo => self.idle.push_front(link),
        }
    }
}

/// How the connections of a pool are used at a moment. See [`Engine::pool_status`].
///
/// [`Engine::pool_status`]: crate::engine::Engine::pool_status
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStatus {
    /// How many connections are kept at most.
    pub size: u32,
    /// How many are open above that, which are closed when they are given back.
    pub overflow: u32,
    /// How many are open and free.
    pub idle: u32,
    /// How many are taken.
    pub in_use: u32,
    /// How many tasks or threads wait for one.
    pub waiting: u32,
}

impl<D: Driver> Pool<D> {
    /// A pool with a first connection.
    pub fn new(settings: Arc<Settings<D>>, first: Link<D>, limits: Limits) -> Self {
        let news = News::new();
        let queue = match limits.order {
            PoolOrder::Lifo => bb8::QueueStrategy::Lifo,
            PoolOrder::Fifo => bb8::QueueStrategy::Fifo,
        };
        let most = limits.size.saturating_add(limits.overflow);
        let inside = bb8::Pool::builder()
            .max_size(most)
            .connection_timeout(limits.timeout)
            .test_on_check_out(false)
            .retry_connection(false)
            .max_lifetime(None)
            .idle_timeout(None)
            .queue_strategy(queue)
            .error_sink(bb8::ErrorSink::boxed_clone(&news))
            .build_unchecked(Manager(settings.clone()));
        if limits.size > 0 {
            // There is room in a pool that is empty, so this does not fail.
            let _ = inside.add(Box::new(first));
        }
        let shelf = Shelf {
            idle: VecDeque::new(),
            suspicion: Suspicion::default(),
            waiting: 0,
            opening: 0,
            is_closed: false,
        };
        let permits = Semaphore::new((most as usize).min(Semaphore::MAX_PERMITS));
        Self { inside, shelf: Mutex::new(shelf), permits, news, settings, limits }
    }

    /// What the database writes differently.
    #[inline]
    pub fn spec(&self) -> &'static Spec {
        D::spec(&self.settings.options)
    }

    pub fn settings(&self) -> &Arc<Settings<D>> {
        &self.settings
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
        let size = self.limits.size;
        let overflow = state.connections.saturating_sub(size);
        PoolStatus { size, overflow, idle, in_use, waiting: shelf.waiting }
    }

    /// Nobody gave a connection back in time.
    fn timed_out(&self) -> Error {
        let PoolStatus { in_use, waiting, .. } = self.status();
        let Limits { size, overflow, timeout, .. } = self.limits;
        Error::pool(timeout, Use { size, overflow, in_use, waiting })
    }

    /// Takes a connection.
    #[inline]
    pub async fn take(self: &Arc<Self>) -> Result<Pooled<D>> {
        match self.take_now() {
            Some(pooled) => Ok(pooled),
            None => Box::pin(self.take_later()).await,
        }
    }

    /// Takes a connection, and has it prepared for who takes it.
    #[cold]
    async fn take_later(self: &Arc<Self>) -> Result<Pooled<D>> {
        let link = self.find().await?;
        match &self.settings.hooks.on_checkout {
            None => Ok(link),
            Some(prepare) => Self::prepared(link, prepare).await,
        }
    }

    async fn prepared(link: Pooled<D>, prepare: &Hook<Connection<D>>) -> Result<Pooled<D>> {
        let mut connection = Connection::new(Held::Own(link));
        connection.prepare(prepare).await?;
        match connection.into_held() {
            Held::Own(link) => Ok(link),
            Held::New(_) | Held::Lent(_) => unreachable!("it was made of a pooled one above"),
        }
    }

    /// Takes a connection from the shelf, if there is one that need neither be pinged nor prepared.
    #[inline]
    pub fn take_now(self: &Arc<Self>) -> Option<Pooled<D>> {
        if self.settings.hooks.on_checkout.is_some() {
            return None;
        }
        let permit = self.permits.try_acquire().ok()?;
        loop {
            match self.look(None)? {
                (Verdict::HandOut, link) => return Some(self.lend(link, permit)),
                (Verdict::Ping, link) => {
                    self.shelf().undo_next(self.limits.order, link);
                    return None;
                }
                (Verdict::Replace, link) => Self::retire(link),
            }
        }
    }

    /// The next connection on the shelf, and what to do with it for somebody who has been waiting since then.
    #[inline]
    fn look(&self, since: Option<Instant>) -> Option<(Verdict, Inside<D>)> {
        let mut shelf = self.shelf();
        let link = shelf.next(self.limits.order)?;
        Some((self.limits.health.judge(&link, &mut shelf.suspicion, since), link))
    }

    #[inline]
    fn lend(self: &Arc<Self>, link: Inside<D>, permit: SemaphorePermit<'_>) -> Pooled<D> {
        let lent = Pooled { link: Some(link), pool: self.clone() };
        // It is given back with the connection.
        permit.forget();
        self.settings.watch.tell(|| Event::Checkout);
        lent
    }

    /// Closes a connection. bb8 has room for another one then.
    #[cold]
    fn retire(mut link: Inside<D>) {
        link.life.retired = true;
        drop(link);
    }

    /// Takes a connection that has to be waited for, opened, or pinged.
    #[cold]
    async fn find(self: &Arc<Self>) -> Result<Pooled<D>> {
        let since = Instant::now();
        let waiting = self.queue();
        let permit = match tokio::time::timeout(self.limits.timeout, self.permits.acquire()).await {
            Ok(Ok(permit)) => permit,
            Ok(Err(_)) => return Err(Error::closed()),
            Err(_) => return Err(self.timed_out()),
        };
        match self.look(Some(since)) {
            Some((Verdict::HandOut, link)) => Ok(self.lend(link, permit)),
            other => Box::pin(self.prepare(other, permit, waiting, since)).await,
        }
    }

    /// Pings what may be dead, and opens what is not there.
    async fn prepare<'p>(
        self: &'p Arc<Self>,
        mut found: Option<(Verdict, Inside<D>)>,
        permit: SemaphorePermit<'p>,
        waiting: Waiting<'p, D>,
        since: Instant,
    ) -> Result<Pooled<D>> {
        loop {
            let (verdict, mut link) = match found {
                Some(found) => found,
                None => {
                    let link = self.open(since).await?;
                    let mut shelf = self.shelf();
                    (self.limits.health.judge(&link, &mut shelf.suspicion, Some(since)), link)
                }
            };
            match verdict {
                Verdict::HandOut => return Ok(self.lend(link, permit)),
                Verdict::Ping if self.left(since).is_zero() => {
                    drop(link);
                    return Err(self.timed_out());
                }
                Verdict::Ping => {
                    let was_reset = !link.driver().is_settled();
                    if self.answers(&mut link, since).await {
                        drop(waiting);
                        return self.lend_again(link, permit, was_reset).await;
                    }
                    Self::retire(link);
                }
                Verdict::Replace => Self::retire(link),
            }
            found = self.look(Some(since));
        }
    }

    /// Lends a connection whose session may have been reset, and with it what was prepared of it.
    async fn lend_again(
        self: &Arc<Self>,
        link: Inside<D>,
        permit: SemaphorePermit<'_>,
        was_reset: bool,
    ) -> Result<Pooled<D>> {
        let mut link = self.lend(link, permit);
        match &self.settings.hooks.on_connect {
            Some(prepare) if was_reset => {
                // As long as it is not prepared, nobody else gets it.
                link.life.retired = true;
                let mut link = Self::prepared(link, prepare).await?;
                link.life.retired = false;
                Ok(link)
            }
            _ => Ok(link),
        }
    }

    /// Opens connections until so many are free, or as many as are kept are open.
    pub async fn warm_up(self: &Arc<Self>, free: u32) -> Result<()> {
        let mut held = Vec::new();
        let wanted = free.min(self.limits.size.saturating_sub(self.status().in_use));
        for _ in 0..wanted {
            held.push(self.find().await?);
        }
        Ok(())
    }

    /// Closes the free connections, and those in use when they are given back.
    pub async fn close(&self, limit: Duration) -> Result<()> {
        self.settings.closed.store(true, Ordering::Release);
        self.settings.readers.close();
        self.permits.close();
        let idle = {
            let mut shelf = self.shelf();
            shelf.is_closed = true;
            std::mem::take(&mut shelf.idle)
        };
        idle.into_iter().for_each(Self::retire);
        let mut news = self.news.count.subscribe();
        self.news.tell();
        let drained = async {
            loop {
                news.borrow_and_update();
                while self.inside.state().idle_connections > 0 {
                    if let Ok(link) = self.inside.get_owned().await {
                        Self::retire(link);
                    }
                }
                // It lives as long as the pool.
                if self.inside.state().connections == 0 || news.changed().await.is_err() {
                    return;
                }
            }
        };
        match tokio::time::timeout(limit, drained).await {
            Ok(()) => Ok(()),
            Err(_) => Err(Error::not_closed(limit, self.status().in_use)),
        }
    }

    /// Counts somebody as waiting.
    fn queue(&self) -> Waiting<'_, D> {
        self.shelf().waiting += 1;
        Waiting(self)
    }

    /// How much longer somebody waits who has been waiting since then.
    fn left(&self, since: Instant) -> Duration {
        self.limits.timeout.saturating_sub(since.elapsed())
    }

    /// Whether the database answers a ping. If not, others may be dead too.
    async fn answers(&self, link: &mut Link<D>, since: Instant) -> bool {
        // Time is left to open another one.
        let limit = (self.left(since) / 2).min(PATIENCE);
        let is_alive = matches!(tokio::time::timeout(limit, link.ping()).await, Ok(Ok(())));
        if !is_alive {
            self.limits.health.suspect(&mut self.shelf().suspicion);
        }
        is_alive
    }

    /// Has bb8 open one, for which it has room, or takes one that comes back meanwhile.
    async fn open(&self, since: Instant) -> Result<Inside<D>> {
        let mut news = self.news.count.subscribe();
        let _opening = {
            let mut shelf = self.shelf();
            if let Some(link) = shelf.next(self.limits.order) {
                return Ok(link);
            }
            if shelf.opening == 0 {
                self.news.clear();
            }
            shelf.opening += 1;
            Opening(self)
        };
        loop {
            if self.settings.closed.load(Ordering::Acquire) {
                return Err(Error::closed());
            }
            let get = self.inside.get_owned();
            let mut taken = pin!(tokio::time::timeout(self.left(since), get));
            let mut failed = pin!(news.changed());
            let taken = poll_fn(|cx| match taken.as_mut().poll(cx) {
                Poll::Ready(taken) => Poll::Ready(Some(taken)),
                Poll::Pending => failed.as_mut().poll(cx).map(|_| None),
            });
            match taken.await {
                Some(Ok(Ok(link))) => return Ok(link),
                Some(Ok(Err(bb8::RunError::User(error)))) => return Err(error),
                Some(Ok(Err(bb8::RunError::TimedOut)) | Err(_)) => return Err(self.timed_out()),
                // One of those who wait is told; the others ask for a connection of their own.
                None => match self.news.take() {
                    Some(error) => return Err(error),
                    None => continue,
                },
            }
        }
    }

    fn put_back(&self, mut link: Inside<D>) {
        // Whatever happens, and when the connection lies where it is looked for.
        let _permit = Permit(&self.permits);
        self.settings.watch.tell(|| Event::Checkin);
        let Limits { size, overflow, health, .. } = self.limits;
        if link.is_reusable() {
            if health.pre_ping.is_some() {
                link.life.prove();
            }
            let mut shelf = self.shelf();
            let is_above = overflow > 0 && self.inside.state().connections > size;
            if shelf.is_closed || is_above && shelf.waiting == 0 {
                // While the shelf is locked, nobody else counts the same connection as too many.
                Self::retire(link);
            } else if shelf.opening == 0 {
                shelf.idle.push_back(link);
            } else {
                drop(shelf);
                // bb8 gives it to who waits there.
                drop(link);
            }
        } else {
            if !link.driver().is_alive() {
                health.suspect(&mut self.shelf().suspicion);
            }
            drop(link);
        }
        if self.settings.closed.load(Ordering::Acquire) {
            self.news.tell();
        }
    }
}

/// Somebody who is counted as waiting, until this is dropped.
struct Waiting<'p, D: Driver>(&'p Pool<D>);

impl<D: Driver> Drop for Waiting<'_, D> {
    fn drop(&mut self) {
        self.0.shelf().waiting -= 1;
    }
}

/// Somebody for whom bb8 opens a connection, until this is dropped.
struct Opening<'p, D: Driver>(&'p Pool<D>);

impl<D: Driver> Drop for Opening<'_, D> {
    fn drop(&mut self) {
        self.0.shelf().opening -= 1;
    }
}

/// A permit that was lent with a connection, and is given back where this is dropped.
struct Permit<'p>(&'p Semaphore);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.add_permits(1);
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
struct Manager<D: Driver>(Arc<Settings<D>>);

impl<D: Driver> bb8::ManageConnection for Manager<D> {
    /// In a box, since it goes from hand to hand.
    type Connection = Box<Link<D>>;
    type Error = Error;

    async fn connect(&self) -> Result<Box<Link<D>>> {
        Ok(Box::new(Link::connect(&self.0).await?))
    }

    async fn is_valid(&self, link: &mut Box<Link<D>>) -> Result<()> {
        link.ping().await
    }

    fn has_broken(&self, link: &mut Box<Link<D>>) -> bool {
        !link.is_reusable()
    }
}
