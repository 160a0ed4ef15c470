//! `BEGIN`, `COMMIT`, `ROLLBACK` and savepoints: what is open on a connection, and what is not sent yet.

use crate::driver::{Access, Control, Level};

/// The transaction of a connection, as far as it is known here.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The BEGIN that goes out together with the next statement.
    pub begin: Option<&'static str>,
    /// A transaction was begun by [`Control::Begin`].
    pub is_open: bool,
    /// One may have been begun by a statement.
    pub by_hand: bool,
    /// A statement in it failed, after which the server only rolls back.
    pub failed: bool,
    /// The server has refused BEGIN, so that a statement would be in no transaction.
    pub unbegun: bool,
    /// Somebody did not wait for a statement, which may have failed.
    pub unsure: bool,
    /// A statement was sent, and its end was not seen.
    pub running: bool,
}

/// What a border is made of.
pub(super) enum Step {
    /// Nothing was sent before, so there is nothing to be said.
    Silent,
    /// This is to be said.
    Say(String),
    /// This is to be said, and the transaction was lost before.
    Lost(&'static str),
}

impl State {
    /// What to do at a border, of which nothing is done yet.
    pub fn step(&mut self, control: Control) -> Step {
        self.unsure |= self.running;
        let begin = self.begin.take();
        match control {
            Control::Begin(access, isolation) => {
                *self = Self { running: self.running, ..Self::default() };
                self.begin = Some(begin_text(access, isolation));
                self.is_open = true;
                Step::Silent
            }
            Control::Commit | Control::Rollback if begin.is_some() => {
                self.ended();
                Step::Silent
            }
            Control::Commit if self.failed => Step::Lost("ROLLBACK"),
            // COMMIT of a transaction that has failed is no error but a ROLLBACK. The query before
            // it is refused there.
            Control::Commit if self.unsure => Step::Say("SELECT 1; COMMIT".to_owned()),
            Control::Commit | Control::Release(_) => Step::Say(passing(control)),
            Control::Rollback => Step::Say("ROLLBACK".to_owned()),
            Control::Savepoint(depth) => {
                let begin = begin.map(|begin| format!("{begin}; ")).unwrap_or_default();
                Step::Say(format!("{begin}SAVEPOINT relata_{depth}"))
            }
            Control::Undo(depth) => {
                Step::Say(format!("ROLLBACK TO relata_{depth}; RELEASE relata_{depth}"))
            }
        }
    }

    /// What follows from a border that the server has taken.
    pub fn done(&mut self, control: Control) {
        match control {
            Control::Commit | Control::Rollback => self.ended(),
            Control::Undo(_) => {
                self.failed = false;
                self.unsure = false;
            }
            Control::Begin(..) | Control::Savepoint(_) | Control::Release(_) => {}
        }
    }

    /// The transaction is over.
    pub fn ended(&mut self) {
        *self = Self { running: self.running, ..Self::default() };
    }

    /// A statement is about to be sent. It gives the BEGIN that goes before it.
    pub fn start(&mut self) -> Option<&'static str> {
        self.unsure |= self.running;
        self.running = true;
        self.begin.take()
    }

    /// The end of a statement was seen.
    pub fn end(&mut self, has_failed: bool) {
        self.running = false;
        self.failed |= has_failed && self.is_open;
    }

    /// BEGIN has failed.
    pub fn unbegun(&mut self) {
        self.failed = true;
        self.unbegun = true;
    }

    /// Whether a statement stands alone, so that it may run again.
    pub fn is_alone(&self) -> bool {
        !self.is_open && !self.by_hand
    }
}

/// What is said where a transaction or a savepoint is kept, in which nothing has failed.
pub(super) fn passing(control: Control) -> String {
    match control {
        Control::Release(depth) => format!("RELEASE relata_{depth}"),
        _ => "COMMIT".to_owned(),
    }
}

fn begin_text(access: Access, level: Level) -> &'static str {
    match (access, level) {
        (Access::Write | Access::Define, Level::Default) => "BEGIN",
        (Access::Write | Access::Define, Level::ReadUncommitted) => {
            "BEGIN ISOLATION LEVEL READ UNCOMMITTED"
        }
        (Access::Write | Access::Define, Level::ReadCommitted) => {
            "BEGIN ISOLATION LEVEL READ COMMITTED"
        }
        (Access::Write | Access::Define, Level::RepeatableRead) => {
            "BEGIN ISOLATION LEVEL REPEATABLE READ"
        }
        (Access::Write | Access::Define, Level::Serializable) => {
            "BEGIN ISOLATION LEVEL SERIALIZABLE"
        }
        (Access::Read, Level::Default) => "BEGIN READ ONLY",
        (Access::Read, Level::ReadUncommitted) => {
            "BEGIN ISOLATION LEVEL READ UNCOMMITTED, READ ONLY"
        }
        (Access::Read, Level::ReadCommitted) => "BEGIN ISOLATION LEVEL READ COMMITTED, READ ONLY",
        (Access::Read, Level::RepeatableRead) => "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        (Access::Read, Level::Serializable) => "BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY",
        // At another level it has nothing to wait for.
        (Access::ReadDeferrable, _) => "BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(state: &mut State, control: Control) -> Option<String> {
        let said = match state.step(control) {
            Step::Silent => return None,
            Step::Say(text) => text,
            Step::Lost(text) => format!("{text} (lost)"),
        };
        state.done(control);
        Some(said)
    }

    const BEGIN: Control = Control::Begin(Access::Write, Level::Default);

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
        assert_eq!(state.start(), Some("BEGIN"));
        state.end(false);
        assert_eq!(state.start(), None);
        state.end(false);
        assert_eq!(said(&mut state, Control::Commit).as_deref(), Some("COMMIT"));

        said(&mut state, Control::Begin(Access::Read, Level::Serializable));
        assert_eq!(
            said(&mut state, Control::Savepoint(2)).as_deref(),
            Some("BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY; SAVEPOINT relata_2")
        );
        assert_eq!(said(&mut state, Control::Release(2)).as_deref(), Some("RELEASE relata_2"));
    }

    #[test]
    fn what_has_failed_is_not_committed() {
        let mut state = State::default();
        said(&mut state, BEGIN);
        state.start();
        state.end(true);
        assert_eq!(said(&mut state, Control::Commit).as_deref(), Some("ROLLBACK (lost)"));
        assert!(state.is_alone());

        said(&mut state, BEGIN);
        state.start();
        assert_eq!(said(&mut state, Control::Commit).as_deref(), Some("SELECT 1; COMMIT"));
        state.end(false);

        said(&mut state, BEGIN);
        state.start();
        state.end(true);
        said(&mut state, Control::Undo(2));
        assert_eq!(said(&mut state, Control::Commit).as_deref(), Some("COMMIT"));
    }
}
