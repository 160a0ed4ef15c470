//! One attempt at a statement, without waiting for anything.

use std::ops::ControlFlow;

use super::fault::from_rusqlite;
use super::owned::OwnedRow;
use super::raw::{Database, Running, Source};
use super::wait::Wait;
use super::worker::Signals;
use crate::dialect::Sqlite;
use crate::driver::{Access, Call, Control, Done, StatementKey, Visitor};
use crate::error::{Class, Error};
use crate::render::{Pass, Render};
use crate::schema::Misread;

/// How many rows are read before other tasks get a turn.
pub(super) const ROWS_PER_TURN: usize = 256;

/// A connection, and what is known about its transaction.
pub(super) struct Core {
    pub database: Database,
    pub timeout: std::time::Duration,
    /// Whether the database is the connection's own, so that it ends with it.
    is_only: bool,
    /// A transaction was begun through [`control`](Core::control).
    transaction: bool,
    /// The database has ended it by itself.
    lost: bool,
    /// Writing is switched off until it ends.
    read_only: bool,
    /// Foreign keys are.
    keys_off: bool,
}

/// How far a statement came.
pub(super) enum Progress {
    /// There are more rows.
    More,
    /// There are none, or nobody wants them.
    Done(Done),
}

impl Core {
    pub fn new(database: Database, timeout: std::time::Duration, is_only: bool) -> Self {
        Self {
            database,
            timeout,
            is_only,
            transaction: false,
            lost: false,
            read_only: false,
            keys_off: false,
        }
    }

    /// Binds a statement and makes it ready to step.
    #[inline]
    pub fn start<'s, 'q>(
        &'s mut self,
        source: &impl Source<'q>,
        copying: bool,
        width: Option<usize>,
    ) -> Result<Running<'s, 'q>, Error> {
        if self.lost {
            return Err(Error::lost());
        }
        let running = self.database.start(source, copying)?;
        match width {
            Some(width) if width != running.columns() => Err(wrong_width(&running, width)),
            _ => Ok(running),
        }
    }

    /// Notes whether an error has ended the transaction.
    #[cold]
    pub fn failed(&mut self) {
        if self.transaction && self.database.connection().is_autocommit() {
            self.lost = true;
        }
    }

    /// Runs a statement to its end. `None` is no answer: somebody else has a lock.
    #[inline]
    pub fn run_now<V: Visitor>(
        &mut self,
        call: Call<'_, Sqlite>,
        visitor: &mut V,
    ) -> Option<Result<Done, Error>> {
        let done = self.start(&call, false, V::WIDTH).and_then(|mut running| {
            loop {
                if let Progress::Done(done) = rows(&mut running, visitor, ROWS_PER_TURN)? {
                    return Ok(done);
                }
            }
        });
        match done {
            Ok(done) => Some(Ok(done)),
            Err(error) => {
                self.failed();
                (error.class() != Some(Class::Busy)).then_some(Err(error))
            }
        }
    }

    /// Runs a statement to its end on this thread, which sleeps where it waits for a lock.
    pub fn run_here<'q, V: Visitor>(
        &mut self,
        source: &impl Source<'q>,
        visitor: &mut V,
        signals: &Signals,
    ) -> Result<Done, Error> {
        let mut wait = Wait::default();
        loop {
            let done = self.start(source, false, V::WIDTH).and_then(|mut running| {
                signals.set_reading(running.reads());
                visitor.expect(running.last_rows());
                loop {
                    match rows(&mut running, visitor, ROWS_PER_TURN)? {
                        Progress::Done(done) => return Ok(done),
                        Progress::More if signals.is_given_up() && running.reads() => {
                            return Ok(Done::default());
                        }
                        Progress::More => {}
                    }
                }
            });
            let error = match done {
                Ok(done) => return Ok(done),
                Err(error) => error,
            };
            self.failed();
            if !visitor.restart() {
                return Err(error);
            }
            self.sleep(&mut wait, error, signals)?;
        }
    }

    /// Sleeps before another attempt.
    pub fn sleep(&self, wait: &mut Wait, error: Error, signals: &Signals) -> Result<(), Error> {
        if signals.is_given_up() {
            return Err(error);
        }
        std::thread::sleep(wait.next(error, self.timeout)?);
        Ok(())
    }

    /// Begins a statement whose rows are taken in portions, and goes to its first row; `false`
    /// where there is none. It is one attempt.
    pub fn open<'q>(
        &mut self,
        source: &impl Source<'q>,
        width: Option<usize>,
    ) -> Result<bool, Error> {
        let done = self.start(source, true, width).and_then(|mut running| {
            let has_row = running.step()?;
            if has_row {
                running.pause(source.key());
            }
            Ok(has_row)
        });
        if done.is_err() {
            self.failed();
        }
        done
    }

    /// The same, on a thread that sleeps where it waits for a lock.
    pub fn open_here<'q>(
        &mut self,
        source: &impl Source<'q>,
        width: Option<usize>,
        signals: &Signals,
    ) -> Result<bool, Error> {
        let mut wait = Wait::default();
        loop {
            match self.open(source, width) {
                Ok(has_row) => return Ok(has_row),
                Err(error) => self.sleep(&mut wait, error, signals)?,
            }
        }
    }

    /// Hands over the row that the open statement is at, and those after it, at most `limit`. It
    /// ends at the next row, or says `false`.
    pub fn portion(
        &mut self,
        key: Option<StatementKey>,
        limit: usize,
        mut see: impl FnMut(&Running<'_, '_>) -> Result<(), Error>,
    ) -> Result<bool, Error> {
        let Some(mut running) = self.database.resume() else {
            return Err(Error::other("the statement has ended"));
        };
        let mut go_on = || {
            for _ in 0..limit {
                see(&running)?;
                if !running.step()? {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        match go_on() {
            Ok(true) => {
                running.pause(key);
                Ok(true)
            }
            Ok(false) => Ok(false),
            Err(error) => {
                drop(running);
                self.failed();
                Err(error)
            }
        }
    }

    /// Copies of the next rows, at most `limit`, and whether there are more.
    pub fn copies(
        &mut self,
        key: Option<StatementKey>,
        limit: usize,
    ) -> Result<(Vec<OwnedRow>, bool), Error> {
        let mut rows = Vec::new();
        let more = self.portion(key, limit, |running| {
            rows.push(OwnedRow::copy(running.row(), running.columns()));
            Ok(())
        })?;
        Ok((rows, more))
    }

    /// Ends the open statement, if there is one.
    pub fn close(&mut self) {
        drop(self.database.resume());
    }

    /// Ends what somebody left open: a statement, or a transaction that was begun by hand.
    ///
    /// Where something was changed of the connection by hand, another one is opened in its place,
    /// unless the database would go with it.
    pub fn come_back(&mut self) -> bool {
        self.database.end_open();
        if self.database.is_changed() && !self.is_only {
            return false;
        }
        self.database.connection().is_autocommit() || self.control(Control::Rollback).is_ok()
    }

    /// Begins or ends a transaction or a savepoint, in one attempt.
    pub fn control(&mut self, control: Control) -> Result<(), Error> {
        match control {
            Control::Begin(access, _) => {
                // Inside a transaction this changes nothing.
                self.keys_off = access == Access::Define && self.switch_keys_off()?;
                if let Err(error) = self.say(control) {
                    self.switch_keys_on()?;
                    return Err(error);
                }
                self.transaction = true;
                self.read_only = matches!(access, Access::Read | Access::ReadDeferrable);
                if !self.read_only {
                    return Ok(());
                }
                self.set_read_only(true).inspect_err(|_| {
                    // Nothing was written, so there is no more to it than that.
                    let _ = self.control(Control::Rollback);
                })
            }
            Control::Commit => {
                self.say(control)?;
                self.ended()
            }
            Control::Rollback => {
                self.lost = false;
                if !self.database.connection().is_autocommit() {
                    self.say(control)?;
                }
                self.ended()
            }
            Control::Savepoint(_) | Control::Release(_) => self.say(control),
            Control::Undo(depth) => {
                if self.lost {
                    return Ok(());
                }
                match self.say(control) {
                    Err(error) if is_no_savepoint(&error) => Ok(()),
                    Err(error) => Err(error),
                    Ok(()) => self.say(Control::Release(depth)),
                }
            }
        }
    }

    /// The same, on a thread that sleeps where it waits for a lock.
    pub fn control_here(&mut self, control: Control, signals: &Signals) -> Result<(), Error> {
        let mut wait = Wait::default();
        loop {
            match self.control(control) {
                Ok(()) => return Ok(()),
                Err(error) => self.sleep(&mut wait, error, signals)?,
            }
        }
    }

    fn ended(&mut self) -> Result<(), Error> {
        self.transaction = false;
        self.switch_keys_on()?;
        if std::mem::take(&mut self.read_only) {
            self.set_read_only(false)?;
        }
        Ok(())
    }

    /// Whether they were on.
    fn switch_keys_off(&mut self) -> Result<bool, Error> {
        let connection = self.database.connection();
        let are_on = connection
            .query_row("PRAGMA foreign_keys", [], |row| row.get(0))
            .map_err(from_rusqlite)?;
        if are_on {
            connection.execute_batch("PRAGMA foreign_keys=OFF").map_err(from_rusqlite)?;
        }
        Ok(are_on)
    }

    fn switch_keys_on(&mut self) -> Result<(), Error> {
        if !std::mem::take(&mut self.keys_off) {
            return Ok(());
        }
        let connection = self.database.connection();
        connection.execute_batch("PRAGMA foreign_keys=ON").map_err(from_rusqlite)
    }

    fn set_read_only(&mut self, on: bool) -> Result<(), Error> {
        let pragma = if on { "PRAGMA query_only=ON" } else { "PRAGMA query_only=OFF" };
        self.database.connection().execute_batch(pragma).map_err(from_rusqlite)
    }

    fn say(&mut self, control: Control) -> Result<(), Error> {
        let call = Call::fixed(&control, key(control));
        let mut running = self.start(&call, false, None)?;
        let done = running.step();
        drop(running);
        if done.is_err() {
            self.failed();
        }
        done.map(drop)
    }
}

/// Shows the visitor at most `limit` rows.
#[inline]
pub(super) fn rows<V: Visitor>(
    running: &mut Running<'_, '_>,
    visitor: &mut V,
    limit: usize,
) -> Result<Progress, Error> {
    for _ in 0..limit {
        if !running.step()? {
            return Ok(Progress::Done(running.done()));
        }
        match visitor.row(running.row()) {
            Ok(ControlFlow::Continue(())) => {}
            Ok(ControlFlow::Break(())) => return enough(running),
            Err(misread) => {
                return Err(Error::decode(misread.index, misread.reason).with_sql(|| running.sql()));
            }
        }
    }
    Ok(Progress::More)
}

/// Shows the visitor the row that the statement is at.
#[inline]
pub(super) fn show<V: Visitor>(
    running: &Running<'_, '_>,
    visitor: &mut V,
) -> Result<ControlFlow<()>, Error> {
    visitor.row(running.row()).map_err(|misread| misread_error(running, misread))
}

#[cold]
fn misread_error(running: &Running<'_, '_>, misread: Misread) -> Error {
    Error::decode(misread.index, misread.reason).with_sql(|| running.sql())
}

/// Ends a statement whose other rows nobody wants. What writes must come to its end, since only
/// then is it known whether it could.
fn enough(running: &mut Running<'_, '_>) -> Result<Progress, Error> {
    if !running.reads() {
        while running.step()? {}
    }
    Ok(Progress::Done(running.done()))
}

#[cold]
fn wrong_width(running: &Running<'_, '_>, wants: usize) -> Error {
    let has = running.columns();
    Error::other(format!("the statement has {has} columns, and its row type {wants}"))
        .with_sql(|| running.sql())
}

fn is_no_savepoint(error: &Error) -> bool {
    error.class() == Some(Class::Other) && error.to_string().starts_with("no such savepoint")
}

/// Each text of a control statement stays prepared, like any other.
fn key(control: Control) -> StatementKey {
    // Savepoints are numbered from 1, and are not nested billions deep.
    let number = match control {
        Control::Begin(Access::Write | Access::Define, _) => 0,
        Control::Begin(Access::Read | Access::ReadDeferrable, _) => 1,
        Control::Commit => 2,
        Control::Rollback => 3,
        Control::Savepoint(depth) => depth.wrapping_mul(4),
        Control::Release(depth) => depth.wrapping_mul(4).wrapping_add(1),
        Control::Undo(depth) => depth.wrapping_mul(4).wrapping_add(2),
    };
    StatementKey::of::<Control>().variant(number)
}

impl Render<Sqlite> for Control {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let (words, depth) = match self {
            // It takes the write lock at once, where waiting for it helps; later it would not.
            Self::Begin(Access::Write | Access::Define, _) => return pass.sql("BEGIN IMMEDIATE"),
            Self::Begin(Access::Read | Access::ReadDeferrable, _) => return pass.sql("BEGIN"),
            Self::Commit => return pass.sql("COMMIT"),
            Self::Rollback => return pass.sql("ROLLBACK"),
            Self::Savepoint(depth) => ("SAVEPOINT relata_", depth),
            Self::Release(depth) => ("RELEASE relata_", depth),
            Self::Undo(depth) => ("ROLLBACK TO relata_", depth),
        };
        pass.sql(words);
        pass.number(i64::from(*depth));
    }
}
