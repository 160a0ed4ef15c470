//! A transaction that goes a savepoint deeper and rises again without a guard for each: what a
//! session runs on.

use std::marker::PhantomData;

use super::executor::{Executor, Handle};
use super::isolation::AnyLevel;
use super::link::{End, Link, Seat};
use super::pool::Pooled;
use super::run::Job;
use super::stream::Rows;
pub(crate) use super::transaction::{BEGIN, BEGIN_READING};
use super::{Engine, Transaction};
use crate::driver::{Access, Control, Driver};
use crate::error::Result;
use crate::query::effect::ReadWrite;
use crate::query::{Output, Query};
use crate::render::{Render, Spec, Words};

/// A connection, and how deep it is in transactions.
pub(crate) struct Nest<'c, D: Driver> {
    link: Held<'c, D>,
    /// The level of whoever lent the connection.
    base: u32,
    level: u32,
    words: Option<Words>,
    /// How a transaction of its own begins.
    begin: Control,
}

enum Held<'c, D: Driver> {
    Own(Pooled<D>),
    Lent(&'c mut Link<D>),
}

impl<D: Driver> Held<'_, D> {
    fn get(&mut self) -> &mut Link<D> {
        match self {
            Self::Own(link) => link,
            Self::Lent(link) => link,
        }
    }
}

impl<D: Driver> Nest<'static, D> {
    /// On a connection of its own, outside of any transaction yet.
    pub async fn own(engine: &Engine<D>, begin: Control) -> Result<Self> {
        Ok(Self { link: Held::Own(engine.0.take().await?), base: 0, level: 0, words: None, begin })
    }
}

impl<'c, D: Driver> Nest<'c, D> {
    /// Inside a transaction, which waits for it.
    pub fn inside<L>(transaction: &'c mut Transaction<'_, D, ReadWrite, L>) -> Self {
        let Seat { link, level, .. } = transaction.seat();
        Self { link: Held::Lent(link), base: level, level, words: None, begin: BEGIN }
    }

    /// All its statements are run with these words.
    pub fn say(&mut self, words: Option<Words>) {
        self.words = words;
    }

    /// What it says, but that deleted rows are meant too: for what follows keys.
    pub fn with_deleted(&mut self) -> WithDeleted<'_, 'c, D> {
        let words = self.words.as_ref().map(|words| Words { live: false, ..words.clone() });
        WithDeleted(self, words)
    }

    /// The same for a program's statements, to which it says what `A` does.
    pub fn says<A>(&mut self) -> Saying<'_, 'c, D, A> {
        Saying(self, PhantomData)
    }

    /// What the database writes differently.
    pub fn spec(&self) -> &'static Spec {
        match &self.link {
            Held::Own(link) => link.spec(),
            Held::Lent(link) => link.spec(),
        }
    }

    /// The rows of a query one by one.
    pub fn rows<'s, Q, O>(&'s mut self, query: &'s Q) -> Rows<'s, D, O>
    where
        Q: Query<Output = O> + Render<D> + Sync,
        O: Output,
    {
        Rows::open(self.seat(), Job::rows(query))
    }

    /// How many levels it is deeper than where it began.
    pub fn depth(&self) -> u32 {
        self.level - self.base
    }

    /// BEGIN or SAVEPOINT.
    pub async fn deepen(&mut self) -> Result<()> {
        self.link.get().enter(self.level, self.begin).await?;
        self.level += 1;
        Ok(())
    }

    /// COMMIT or RELEASE.
    pub async fn keep(&mut self) -> Result<()> {
        self.rise(End::Keep).await
    }

    /// ROLLBACK, or ROLLBACK TO the savepoint. Where that fails, the level is left all the same: the
    /// connection undoes it before anything else.
    pub async fn undo(&mut self) -> Result<()> {
        self.rise(End::Undo).await
    }

    /// Undoes all levels, whatever of it fails.
    pub async fn undo_all(&mut self) -> Result<()> {
        let mut done = Ok(());
        while self.depth() > 0 {
            done = self.undo().await;
        }
        done
    }

    async fn rise(&mut self, end: End) -> Result<()> {
        let level = self.level;
        if level == self.base {
            return Ok(());
        }
        self.level -= 1;
        self.link.get().leave(level, end).await
    }
}

impl<D: Driver> Handle for Nest<'_, D> {}

impl<D: Driver> Executor for Nest<'_, D> {
    type Dialect = D;
    type Access = ReadWrite;
    type Isolation = AnyLevel;

    fn seat(&mut self) -> Seat<'_, D> {
        let (level, words) = (self.level, self.words.as_ref());
        Seat { level, words, ..Seat::alone(self.link.get(), Access::Write) }
    }
}

/// Such a connection, with the access that its words give.
pub(crate) struct Saying<'n, 'c, D: Driver, A>(&'n mut Nest<'c, D>, PhantomData<fn() -> A>);

impl<D: Driver, A> Handle for Saying<'_, '_, D, A> {}

impl<D: Driver, A> Executor for Saying<'_, '_, D, A> {
    type Dialect = D;
    type Access = A;
    type Isolation = AnyLevel;

    fn seat(&mut self) -> Seat<'_, D> {
        self.0.seat()
    }
}

impl<D: Driver> Drop for Nest<'_, D> {
    fn drop(&mut self) {
        let first = self.base + 1;
        self.link.get().undo_now(first);
    }
}

/// Such a connection, whose statements mean deleted rows too.
pub(crate) struct WithDeleted<'n, 'c, D: Driver>(&'n mut Nest<'c, D>, Option<Words>);

impl<D: Driver> Handle for WithDeleted<'_, '_, D> {}

impl<D: Driver> Executor for WithDeleted<'_, '_, D> {
    type Dialect = D;
    type Access = ReadWrite;
    type Isolation = AnyLevel;

    fn seat(&mut self) -> Seat<'_, D> {
        Seat { words: self.1.as_ref(), ..self.0.seat() }
    }
}
