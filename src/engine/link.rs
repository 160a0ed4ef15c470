//! A connection as the pool keeps it, and the transactions that are open on it.

mod entering;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use self::entering::Entering;
use super::Connection;
use super::health::Life;
use super::hooks::Before;
use super::pool::Pooled;
use super::settings::Settings;
use super::tags::Tags;
use super::trace::{Statement, Watch, counts};
use crate::driver::{
    Access, Call, Control, Done, Driver, DriverConnection, Level, Stopped, Visitor,
};
use crate::error::{Class, Error, Fault};
use crate::render::{Spec, Words};

/// A connection of the driver, and how deep it is in transactions.
///
/// Level 0 is outside of any, level 1 in a transaction, and each savepoint is one more. Every
/// handle knows its own level. Where the connection is deeper, a handle above was dropped or
/// forgotten before it ended, and what it wrote is undone before anything else happens.
pub struct Link<D: Driver> {
    connection: D::Connection,
    level: u32,
    /// How many transactions there are around all that is done.
    outer: u32,
    settings: Arc<Settings<D>>,
    /// What marks its statements, where somebody has added something.
    tags: Option<Tags>,
    pub(super) life: Life,
}

/// A connection in somebody's hands: taken from the pool, lent by whoever has it, or not yet in it.
pub(super) enum Held<'c, D: Driver> {
    Own(Pooled<D>),
    Lent(&'c mut Link<D>),
    New(Box<Link<D>>),
}

impl<D: Driver> Held<'_, D> {
    #[inline]
    pub fn get(&mut self) -> &mut Link<D> {
        match self {
            Self::Own(link) => link,
            Self::Lent(link) => link,
            Self::New(link) => link,
        }
    }

    #[inline]
    pub fn look(&self) -> &Link<D> {
        match self {
            Self::Own(link) => link,
            Self::Lent(link) => link,
            Self::New(link) => link,
        }
    }
}

/// A handle's place on a connection.
pub struct Seat<'l, D: Driver> {
    pub(super) link: &'l mut Link<D>,
    pub(super) level: u32,
    /// What the handle says of tables that ask for it.
    pub(super) words: Option<&'l Words>,
    /// What the handle may do outside of a transaction.
    pub(super) access: Access,
}

/// How a transaction or savepoint ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Keep,
    Undo,
}

impl End {
    fn of(self, level: u32) -> Control {
        match (self, level) {
            (Self::Keep, 1) => Control::Commit,
            (Self::Undo, 1) => Control::Rollback,
            (Self::Keep, depth) => Control::Release(depth),
            (Self::Undo, depth) => Control::Undo(depth),
        }
    }
}

impl<D: Driver> Link<D> {
    /// Opens a connection and makes it ready.
    pub(super) async fn connect(settings: &Arc<Settings<D>>) -> Result<Self, Error> {
        let since = Instant::now();
        let opening = Self::open(settings);
        let opened = match tokio::time::timeout(settings.timeout, opening).await {
            Ok(opened) => opened,
            Err(_) => Err(no_answer(settings.timeout)),
        };
        settings.watch.connected(since, opened.as_ref().err());
        opened
    }

    async fn open(settings: &Arc<Settings<D>>) -> Result<Self, Error> {
        let connection = D::connect(&*settings.opening().await?).await?;
        if settings.closed.load(Ordering::Acquire) {
            return Err(Error::closed());
        }
        let (tags, life) = (None, Life::new());
        let link = Self { connection, level: 0, outer: 0, settings: settings.clone(), tags, life };
        let Some(prepare) = &settings.hooks.on_connect else { return link.surrounded().await };
        let mut connection = Connection::new(Held::New(Box::new(link)));
        connection.prepare(prepare).await?;
        match connection.into_held() {
            Held::New(link) => link.surrounded().await,
            Held::Own(_) | Held::Lent(_) => unreachable!("it was made of a new one above"),
        }
    }

    /// Where all is to be rolled back, in a transaction.
    async fn surrounded(mut self) -> Result<Self, Error> {
        if self.settings.is_rolled_back {
            let begin = Control::Begin(Access::Write, self.settings.isolation);
            self.connection.control(begin).await?;
            self.outer = 1;
        }
        Ok(self)
    }

    pub(super) fn settings(&self) -> &Arc<Settings<D>> {
        &self.settings
    }

    /// What the database writes differently.
    #[inline]
    pub(super) fn spec(&self) -> &'static Spec {
        D::spec(&self.settings.options)
    }

    #[inline]
    fn watch(&self) -> &Arc<Watch> {
        &self.settings.watch
    }

    /// Adds something to what marks the statements, until the connection is given back.
    pub(super) fn tag(&mut self, key: &str, value: &str) {
        self.tags.get_or_insert_with(|| self.settings.tags.clone()).set(key, value);
    }

    /// What was changed of the session so far belongs to it.
    pub(super) fn keep_session(&mut self) {
        self.connection.keep_session();
    }

    /// The driver's connection, outside of any transaction.
    pub(super) async fn outside(&mut self) -> Result<&mut D::Connection, Error> {
        self.at(0).await
    }

    /// The transaction was ended by the driver.
    pub(super) fn ended(&mut self) {
        self.level = 0;
    }

    pub(super) fn driver(&self) -> &D::Connection {
        &self.connection
    }

    /// The driver's connection alone.
    pub(super) fn into_driver(self) -> D::Connection {
        self.connection
    }

    #[cfg(feature = "mysql")]
    pub(super) fn driver_mut(&mut self) -> &mut D::Connection {
        &mut self.connection
    }

    /// The driver's connection, for a handle of this level.
    #[inline]
    pub(super) async fn at(&mut self, level: u32) -> Result<&mut D::Connection, Error> {
        if self.level != level {
            Box::pin(self.unwind(level)).await?;
        }
        Ok(&mut self.connection)
    }

    /// Ends what was left open above this level.
    #[cold]
    async fn unwind(&mut self, level: u32) -> Result<(), Error> {
        while self.level > level {
            self.connection.control(End::Undo.of(self.depth(self.level))).await?;
            self.level -= 1;
        }
        if self.level < level { Err(Error::lost()) } else { Ok(()) }
    }

    /// Goes a level deeper: into a transaction, or to a savepoint.
    pub(super) async fn enter(&mut self, level: u32, begin: Control) -> Result<(), Error> {
        let depth = self.depth(level);
        let control = match begin {
            _ if depth > 0 => Control::Savepoint(depth + 1),
            Control::Begin(access, Level::Default) => {
                Control::Begin(access, self.settings.isolation)
            }
            begin => begin,
        };
        self.watch().ask(Before::Begin)?;
        self.at(level).await?;
        let entering = Entering::new(self, level + 1);
        let done = entering.link.connection.control(control).await;
        entering.entered(done.is_ok());
        self.watch().control(control, done.as_ref().err());
        done
    }

    /// Leaves this level.
    pub(super) async fn leave(&mut self, level: u32, end: End) -> Result<(), Error> {
        if end == End::Keep {
            self.watch().ask(Before::Commit)?;
        }
        let control = end.of(self.depth(level));
        let connection = self.at(level).await?;
        let was_alive = connection.is_alive();
        let done = connection.control(control).await;
        self.left(level, control, was_alive, done)
    }

    /// Runs a statement, and leaves this level unless it has failed.
    pub(super) async fn leave_with(
        &mut self,
        level: u32,
        call: Call<'_, D>,
    ) -> Result<Done, Error> {
        let control = End::Keep.of(self.depth(level));
        let mark = self.mark();
        let call = marked(call, &mark);
        let watched = Statement::watch(self.watch(), &call)?;
        self.watch().ask(Before::Commit)?;
        let connection = self.at(level).await?;
        let was_alive = connection.is_alive();
        let done = connection.run_then(call, control).await;
        let done = match watched {
            Some(watched) => watched.end(done, counts),
            None => done,
        };
        self.left(level, control, was_alive, done)
    }

    /// This level was left, or could not be.
    fn left<T>(
        &mut self,
        level: u32,
        control: Control,
        was_alive: bool,
        done: Result<T, Error>,
    ) -> Result<T, Error> {
        let done = done.map_err(|error| match control {
            // Where it was dead before, nothing was sent, and nothing is committed.
            Control::Commit if was_alive && error.is_disconnect() => Error::unknown_commit(error),
            _ => error,
        });
        self.watch().control(control, done.as_ref().err());
        if done.is_ok() {
            self.level = level - 1;
        }
        done
    }

    /// Undoes this level and all above without waiting, where the driver can.
    pub(super) fn undo_now(&mut self, level: u32) {
        while self.level >= level {
            let control = End::Undo.of(self.depth(self.level));
            match self.connection.control_now(control) {
                Some(Ok(())) => self.level -= 1,
                // It stays open for now; whoever uses the connection next undoes it first.
                Some(Err(_)) | None => return,
            }
            self.watch().control(control, None);
        }
    }

    /// Asks the database for a sign of life.
    pub(super) async fn ping(&mut self) -> Result<(), Error> {
        self.at(0).await?.ping().await
    }

    /// Whether the connection can go to somebody else. Transactions that are left are rolled back.
    pub(super) fn is_reusable(&mut self) -> bool {
        if self.level > 0 {
            self.undo_now(1);
        }
        self.tags = None;
        if self.life.retired || self.level > 0 {
            return false;
        }
        // The transaction around all goes on.
        if self.outer > 0 { self.connection.is_alive() } else { self.connection.come_back() }
    }

    /// How deep a level is for the database.
    #[inline]
    fn depth(&self, level: u32) -> u32 {
        level + self.outer
    }

    /// A statement that stands alone runs in a savepoint where there is a transaction around all, and where it was
    /// written by hand and may only read, in a transaction that the database keeps from writing. It gives the level
    /// in it.
    async fn shield(&mut self, level: u32, access: Access) -> Result<u32, Error> {
        let begin = match (self.outer, access) {
            _ if level > 0 => return Ok(level),
            (0, Access::Write) => return Ok(0),
            (_, access) => Control::Begin(access, Level::Default),
        };
        Box::pin(self.enter(0, begin)).await?;
        Ok(1)
    }

    /// Ends that.
    async fn unshield<T>(
        &mut self,
        level: u32,
        inside: u32,
        result: Result<T, Error>,
    ) -> Result<T, Error> {
        if inside == level {
            return result;
        }
        if self.outer == 0 {
            // What has only read has nothing to keep, and nobody waits for that.
            self.undo_now(inside);
            return result;
        }
        let end = if result.is_ok() { End::Keep } else { End::Undo };
        let left = Box::pin(self.leave(inside, end)).await;
        // The first error tells more than that it could not be undone.
        result.and_then(|done| left.map(|()| done))
    }
}

/// The call with its mark.
#[inline]
fn marked<'q, D: Driver>(call: Call<'q, D>, mark: &'q Option<Mark>) -> Call<'q, D> {
    match mark {
        None => call,
        Some(Mark::Engine(comment)) => call.with_comment(comment),
        // The next connection of this type may have another comment.
        Some(Mark::Own(comment)) => call.with_comment(comment).by_text(),
    }
}

/// The comment that marks a statement.
enum Mark {
    /// The same for all connections, so that texts follow from types.
    Engine(Arc<str>),
    Own(Arc<str>),
}

impl<D: Driver> Link<D> {
    #[inline]
    fn mark(&self) -> Option<Mark> {
        match &self.tags {
            None => self.settings.tags.comment().map(Mark::Engine),
            Some(tags) => tags.comment().map(Mark::Own),
        }
    }
}

/// Who watches a statement, and the level that it runs at.
struct Around {
    watched: Option<Box<Statement>>,
    level: u32,
}

impl<'l, D: Driver> Seat<'l, D> {
    /// Outside of a transaction.
    #[inline]
    pub(super) fn alone(link: &'l mut Link<D>, access: Access) -> Self {
        Self { link, level: 0, words: None, access }
    }

    /// What its database writes differently.
    #[inline]
    pub(crate) fn spec(&self) -> &'static Spec {
        self.link.spec()
    }

    /// The same place, lent.
    pub(super) fn again(&mut self) -> Seat<'_, D> {
        Seat { link: self.link, level: self.level, words: self.words, access: self.access }
    }

    /// What a statement must be kept from by the database: all that its type does not tell.
    #[inline]
    fn kept_from(&self, call: &Call<'_, D>) -> Access {
        if call.is_by_hand() { self.access } else { Access::Write }
    }

    /// Whether rows can go as lists: see [`DriverConnection::takes_lists`].
    pub(super) async fn takes_lists(&mut self, row: Call<'_, D>) -> Result<Option<usize>, Error> {
        let mark = self.link.mark();
        let level = self.link.shield(self.level, Access::Write).await?;
        let taken = self.link.at(level).await?.takes_lists(marked(row, &mark)).await;
        self.link.unshield(self.level, level, taken).await
    }

    /// Begins a statement whose rows are taken one by one.
    pub(super) async fn open<V: Visitor + Default + 'static>(
        self,
        call: Call<'_, D>,
    ) -> Result<<D::Connection as DriverConnection<D>>::Cursor<'l, V>, Error> {
        let mark = self.link.mark();
        let call = marked(call, &mark);
        let watched = Statement::watch(self.link.watch(), &call)?;
        let level = match self.kept_from(&call) {
            Access::Write => self.level,
            // Whoever comes next ends it.
            read => self.link.shield(self.level, read).await?,
        };
        let connection = self.link.at(level).await?;
        let result = connection.open(call).await;
        match watched {
            Some(watched) => watched.end(result, |_| (None, 0)),
            None => result,
        }
    }

    /// Runs a statement, if nothing has to be waited for. `None` is no answer: it did not run.
    #[inline]
    pub(super) fn now<V: Visitor>(
        &mut self,
        call: Call<'_, D>,
        visitor: &mut V,
    ) -> Option<Result<Done, Error>> {
        if !self.is_plain(&call) {
            return None;
        }
        self.link.connection.run_now(call, visitor)
    }

    /// Whether a statement goes to the driver as it is, with nothing before or after it.
    #[inline]
    fn is_plain(&self, call: &Call<'_, D>) -> bool {
        let Link { level, outer, settings, tags, .. } = &*self.link;
        let is_marked = tags.is_some() || !settings.tags.is_empty();
        let is_kept = self.level == 0 && self.kept_from(call) != Access::Write;
        *level == self.level && *outer == 0 && !is_marked && !is_kept && !settings.watch.is_on()
    }

    /// Runs a statement.
    #[allow(clippy::manual_async_fn, reason = "an `async fn` keeps its arguments twice")]
    pub(super) fn run<'s, V: Visitor + 'static>(
        self,
        call: Call<'s, D>,
        visitor: V,
    ) -> impl Future<Output = Result<(V, Done), Error>> + Send + use<'l, 's, D, V> {
        async move {
            if self.is_plain(&call) {
                return self.link.connection.run(call, visitor).await;
            }
            Box::pin(self.run_watched(call, visitor)).await
        }
    }

    /// The same with its mark, where somebody watches, and behind a savepoint where all is rolled back.
    async fn run_watched<V: Visitor + 'static>(
        mut self,
        call: Call<'_, D>,
        visitor: V,
    ) -> Result<(V, Done), Error> {
        let mark = self.link.mark();
        let call = marked(call, &mark);
        let around = self.before(&call).await?;
        let result = self.link.at(around.level).await?.run(call, visitor).await;
        self.behind(around, result, |(_, done)| counts(done)).await
    }

    /// Runs a statement for a visitor that borrows.
    pub(super) async fn visit<V: Visitor>(
        mut self,
        call: Call<'_, D>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        let mark = self.link.mark();
        let call = marked(call, &mark);
        let around = self.before(&call).await?;
        let result = self.link.at(around.level).await?.visit(call, visitor).await;
        self.behind(around, result, counts).await
    }

    /// What stands before a statement.
    async fn before(&mut self, call: &Call<'_, D>) -> Result<Around, Error> {
        let watched = Statement::watch(self.link.watch(), call)?;
        let level = self.link.shield(self.level, self.kept_from(call)).await?;
        Ok(Around { watched, level })
    }

    /// What stands behind it.
    async fn behind<T>(
        &mut self,
        Around { watched, level }: Around,
        result: Result<T, Error>,
        count: impl FnOnce(&T) -> (Option<u64>, u64),
    ) -> Result<T, Error> {
        let result = self.link.unshield(self.level, level, result).await;
        match watched {
            Some(watched) => watched.end(result, count),
            None => result,
        }
    }

    /// Runs a text without values or rows.
    pub(super) async fn batch(&mut self, text: &str) -> Result<(), Error> {
        Ok(self.text(text).await?)
    }

    /// Runs a script of several such, and says of an error in which one it is.
    pub(super) async fn script(&mut self, script: &str) -> Result<(), Error> {
        // Some databases would end there, and some refuse it in words that do not say so.
        if script.contains('\0') {
            return Err(Error::other("the script holds a NUL"));
        }
        let done = self.text(script).await;
        done.map_err(|Stopped { ended, error }| match ended {
            Some(ended) => error.in_statement(ended + 1),
            None => error,
        })
    }

    async fn text(&mut self, script: &str) -> Result<(), Stopped> {
        let watched = Statement::watch_text(self.link.watch(), script)?;
        let level = self.link.shield(self.level, Access::Write).await?;
        let connection = self.link.at(level).await?;
        let (ended, done) = Stopped::apart(connection.batch(script).await);
        let done = self.link.unshield(self.level, level, done).await;
        let done = done.map_err(|error| error.with_sql(|| script.to_owned()));
        let done = match watched {
            Some(watched) => watched.end(done, |()| (None, 0)),
            None => done,
        };
        done.map_err(|error| Stopped { ended, error })
    }
}

#[cold]
fn no_answer(timeout: Duration) -> Error {
    let message = format!("the database could not be opened within {timeout:?}");
    Error::database(Fault::new(Class::CannotOpen, "", message))
}
