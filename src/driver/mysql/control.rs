//! `START TRANSACTION`, `COMMIT`, `ROLLBACK` and savepoints: what is open on a connection, and what is not sent yet.

use std::borrow::Cow;

use mysql_async::consts::StatusFlags;

use crate::driver::{Access, Control, Level};
use crate::error::Error;

/// The transaction of a connection, as far as it is known here.
#[derive(Debug)]
pub(super) struct State {
    /// What begins the transaction, where it goes out before the next statement.
    begin: Option<Cow<'static, str>>,
    /// What began the transaction that is open.
    opening: Option<Cow<'static, str>>,
    /// The name of the next transaction, or of the one that is open, as a constant.
    name: Option<String>,
    /// An error may have ended it: a deadlock rolls all of it back.
    pub unsure: bool,
    /// An error has ended it, or it was not begun.
    pub lost: bool,
    /// A statement was sent, and its end was not seen.
    pub running: bool,
    /// What the server said last.
    in_transaction: bool,
    autocommit: bool,
}

/// None is open.
impl Default for State {
    fn default() -> Self {
        Self {
            begin: None,
            opening: None,
            name: None,
            unsure: false,
            lost: false,
            running: false,
            in_transaction: false,
            autocommit: true,
        }
    }
}

/// What a border is made of.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing was sent before, so there is nothing to be said.
    Silent,
    /// This is to be said.
    Say(String),
    /// The end of a transaction with a name: `end` is said first, and may fail where an error has ended it.
    Leave { end: String, rollback: String },
}

impl State {
    /// What to do at a border, of which nothing is done yet.
    pub fn step(&mut self, control: Control) -> Step {
        match control {
            Control::Begin(access, isolation) => {
                let (mut begin, name) =
                    (Cow::Borrowed(begin_text(access, isolation)), self.name.take());
                if let Some(name) = &name {
                    let named = format!("XA START {name}");
                    begin = begin.replace("START TRANSACTION", &named).into();
                }
                self.ended();
                (self.begin, self.opening, self.name) = (Some(begin.clone()), Some(begin), name);
                Step::Silent
            }
            Control::Commit | Control::Rollback if self.begin.is_some() => {
                self.ended();
                Step::Silent
            }
            Control::Commit => Step::Say(match &self.name {
                None => "COMMIT".to_owned(),
                Some(name) => format!("XA END {name}; XA COMMIT {name} ONE PHASE"),
            }),
            Control::Rollback => match &self.name {
                None => Step::Say("ROLLBACK".to_owned()),
                Some(name) => Step::Leave {
                    end: format!("XA END {name}"),
                    rollback: format!("XA ROLLBACK {name}"),
                },
            },
            Control::Savepoint(depth) => {
                let begin = self.begin.as_ref().map(|begin| format!("{begin}; "));
                let begin = begin.unwrap_or_default();
                Step::Say(format!("{begin}SAVEPOINT relata_{depth}"))
            }
            Control::Release(depth) => Step::Say(format!("RELEASE SAVEPOINT relata_{depth}")),
            Control::Undo(depth) => Step::Say(format!(
                "ROLLBACK TO SAVEPOINT relata_{depth}; RELEASE SAVEPOINT relata_{depth}"
            )),
        }
    }

    /// What follows from a border that the server has taken.
    pub fn done(&mut self, control: Control) {
        match control {
            Control::Commit | Control::Rollback => self.ended(),
            Control::Savepoint(_) => self.begin = None,
            Control::Begin(..) | Control::Undo(_) | Control::Release(_) => {}
        }
    }

    /// The transaction is over.
    pub fn ended(&mut self) {
        let (running, autocommit) = (self.running, self.autocommit);
        *self = Self { running, autocommit, ..Self::default() };
    }

    /// What goes before the statement. How it ended, [`begun`](Self::begun) is told.
    pub fn take_begin(&mut self) -> Option<Cow<'static, str>> {
        let begin = self.begin.take();
        // Where nobody waits for the answer, the server does not say later whether it began one with a name.
        self.lost |= begin.is_some() && self.name.is_some();
        begin
    }

    /// Notes how the beginning has ended. Where it failed, what follows would be in no transaction.
    pub fn begun(&mut self, done: &Result<(), Error>) {
        self.lost = done.is_err();
    }

    /// The next transaction has this name.
    pub fn announce(&mut self, name: String) {
        self.name = Some(name);
    }

    /// The name of the transaction that is open, where it has one.
    pub fn name(&self) -> Option<String> {
        self.name.clone().filter(|_| self.is_open())
    }

    /// A statement has failed.
    pub fn failed(&mut self) {
        self.unsure |= self.is_open();
    }

    /// What the server said at the end of a statement that did not fail.
    pub fn observe(&mut self, flags: StatusFlags) {
        self.in_transaction = flags.contains(StatusFlags::SERVER_STATUS_IN_TRANS);
        self.autocommit = flags.contains(StatusFlags::SERVER_STATUS_AUTOCOMMIT);
        // One with a name stays open, whatever has failed, and refuses by itself what cannot go on.
        let is_named = self.is_open() && self.name.is_some();
        if !self.is_open() || is_named || self.begin.is_some() || self.in_transaction {
            self.unsure = false;
        } else if self.unsure {
            self.lost = true;
        } else {
            // CREATE and its like commit. What follows is in a transaction again.
            self.begin = self.opening.clone();
        }
    }

    fn is_open(&self) -> bool {
        self.opening.is_some()
    }

    /// Whether a statement stands alone, so that it may run again.
    pub fn is_alone(&self) -> bool {
        !self.is_open() && !self.in_transaction
    }

    /// Whether a transaction was begun by a statement.
    pub fn is_by_hand(&self) -> bool {
        !self.is_open() && self.in_transaction
    }

    /// Whether each statement is a transaction of its own, unless one was begun.
    pub fn commits(&self) -> bool {
        self.autocommit
    }
}

fn begin_text(access: Access, level: Level) -> &'static str {
    match (access, level) {
        (Access::Write | Access::Define, Level::Default) => "START TRANSACTION",
        (Access::Write | Access::Define, Level::ReadUncommitted) => {
            "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED; START TRANSACTION"
        }
        (Access::Write | Access::Define, Level::ReadCommitted) => {
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION"
        }
        (Access::Write | Access::Define, Level::RepeatableRead) => {
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION"
        }
        (Access::Write | Access::Define, Level::Serializable) => {
            "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; START TRANSACTION"
        }
        (Access::Read | Access::ReadDeferrable, Level::Default) => "START TRANSACTION READ ONLY",
        (Access::Read | Access::ReadDeferrable, Level::ReadUncommitted) => {
            "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED; START TRANSACTION READ ONLY"
        }
        (Access::Read | Access::ReadDeferrable, Level::ReadCommitted) => {
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION READ ONLY"
        }
        (Access::Read | Access::ReadDeferrable, Level::RepeatableRead) => {
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION READ ONLY"
        }
        (Access::Read | Access::ReadDeferrable, Level::Serializable) => {
            "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; START TRANSACTION READ ONLY"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGIN: Control = Control::Begin(Access::Write, Level::Default);
    const INSIDE: StatusFlags =
        StatusFlags::SERVER_STATUS_IN_TRANS.union(StatusFlags::SERVER_STATUS_AUTOCOMMIT);
    const OUTSIDE: StatusFlags = StatusFlags::SERVER_STATUS_AUTOCOMMIT;

    fn said(state: &mut State, control: Control) -> Option<String> {
        let said = match state.step(control) {
            Step::Silent => return None,
            Step::Say(text) => text,
            Step::Leave { end, rollback } => format!("{end}, {rollback}"),
        };
        state.done(control);
        Some(said)
    }

    #[test]
    fn an_empty_transaction_is_not_sent() {
        let mut state = State::default();
        for end in [Control::Commit, Control::Rollback] {
            assert_eq!(said(&mut state, BEGIN), None);
            assert!(!state.is_alone());
            assert_eq!(said(&mut state, end), None);
            assert!(state.is_alone());
        }
    }

    #[test]
    fn begin_goes_before_what_comes_first() {
        let mut state = State::default();
        said(&mut state, BEGIN);
        assert_eq!(state.take_begin().as_deref(), Some("START TRANSACTION"));
        assert_eq!(state.take_begin(), None);
        assert_eq!(said(&mut state, Control::Commit).as_deref(), Some("COMMIT"));

        said(&mut state, Control::Begin(Access::Read, Level::Serializable));
        assert_eq!(
            said(&mut state, Control::Savepoint(2)).as_deref(),
            Some(
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; START TRANSACTION READ ONLY; \
                 SAVEPOINT relata_2"
            )
        );
        assert_eq!(
            said(&mut state, Control::Release(2)).as_deref(),
            Some("RELEASE SAVEPOINT relata_2")
        );
    }

    #[test]
    fn a_name_goes_with_its_transaction() {
        let mut state = State::default();
        state.announce("X'61'".to_owned());
        assert_eq!(state.name(), None);
        said(&mut state, Control::Begin(Access::Write, Level::Serializable));
        assert_eq!(
            state.take_begin().as_deref(),
            Some("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; XA START X'61'")
        );
        assert_eq!(state.name().as_deref(), Some("X'61'"));
        state.begun(&Ok(()));
        // Without a statement the server says nothing of it.
        state.failed();
        state.observe(OUTSIDE);
        assert_eq!((state.take_begin(), state.lost), (None, false));
        assert_eq!(
            said(&mut state, Control::Commit).as_deref(),
            Some("XA END X'61'; XA COMMIT X'61' ONE PHASE")
        );
        said(&mut state, BEGIN);
        assert_eq!(state.take_begin().as_deref(), Some("START TRANSACTION"));
        assert!(!state.lost);
    }

    #[test]
    fn what_is_not_begun_is_lost() {
        for announced in [None, Some("X'61'".to_owned())] {
            let mut state = State::default();
            let is_named = announced.is_some();
            if let Some(name) = announced {
                state.announce(name);
            }
            said(&mut state, BEGIN);
            assert!(state.take_begin().is_some());
            // Of one without a name the server says whether it is there.
            assert_eq!(state.lost, is_named);
            state.begun(&Err(Error::other("the name is taken")));
            state.failed();
            state.observe(OUTSIDE);
            assert!(state.lost);
            let rollback = if is_named { "XA END X'61', XA ROLLBACK X'61'" } else { "ROLLBACK" };
            assert_eq!(said(&mut state, Control::Rollback).as_deref(), Some(rollback));
            assert!(!state.lost && state.is_alone());
        }
    }

    #[test]
    fn what_the_server_says_is_believed() {
        let mut state = State::default();
        said(&mut state, BEGIN);
        state.take_begin();
        state.observe(INSIDE);
        assert!(!state.is_by_hand());
        // A statement that commits by itself: what follows begins again.
        state.observe(OUTSIDE);
        assert_eq!(state.take_begin().as_deref(), Some("START TRANSACTION"));
        state.observe(INSIDE);
        // An error that did not end it, and one that did.
        state.failed();
        state.observe(INSIDE);
        assert!(!state.unsure && !state.lost);
        state.failed();
        state.observe(OUTSIDE);
        assert!(state.lost);
        said(&mut state, Control::Rollback);
        assert!(!state.lost && state.is_alone());
        // One that was begun by hand.
        state.observe(INSIDE);
        assert!(state.is_by_hand() && !state.is_alone());
        state.observe(StatusFlags::empty());
        assert!(!state.commits());
    }
}
