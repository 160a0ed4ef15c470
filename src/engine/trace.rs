//! Events for `tracing`: one for each statement, with its text, its rows and the time it took.

use std::time::Instant;

use tracing::level_filters::LevelFilter;
use tracing::{debug, info};

use crate::driver::{Call, Control, Done};
use crate::error::Error;
use crate::render::Dialect;

/// Whether anybody listens. Without a subscriber this is one comparison.
#[inline]
pub(super) fn wanted(echo: bool) -> bool {
    echo || LevelFilter::current() >= LevelFilter::DEBUG
}

/// A statement that is watched.
pub(super) struct Statement {
    echo: bool,
    system: &'static str,
    text: String,
    since: Instant,
}

/// The same event, at the level that was asked for.
macro_rules! event {
    ($echo:expr, $message:literal, $($fields:tt)*) => {
        if $echo {
            info!(target: "relata::statement", { $($fields)* }, $message);
        } else {
            debug!(target: "relata::statement", { $($fields)* }, $message);
        }
    };
}

impl Statement {
    /// A statement that is about to run, if anybody listens.
    #[inline]
    pub fn watch<D: Dialect>(echo: bool, call: Call<'_, D>) -> Option<Box<Self>> {
        wanted(echo).then(|| Self::new(echo, D::SPEC.name, call.text()))
    }

    /// A text that is about to run, which somebody listens to.
    #[cold]
    pub fn new(echo: bool, system: &'static str, text: String) -> Box<Self> {
        Box::new(Self { echo, system, text, since: Instant::now() })
    }

    /// Says what became of it.
    #[cold]
    pub fn end(&self, result: Result<Done, &Error>) {
        let micros = u64::try_from(self.since.elapsed().as_micros()).unwrap_or(u64::MAX);
        match result {
            Ok(done) => event!(
                self.echo,
                "statement",
                db.system.name = self.system.to_ascii_lowercase(),
                db.query.text = self.text,
                db.response.returned_rows = done.rows,
                changed_rows = done.changed,
                micros
            ),
            Err(error) => event!(
                self.echo,
                "statement failed",
                db.system.name = self.system.to_ascii_lowercase(),
                db.query.text = self.text,
                error = %error,
                micros
            ),
        }
    }
}

/// The border of a transaction.
#[inline]
pub(super) fn control(echo: bool, system: &'static str, control: Control) {
    if wanted(echo) {
        event!(
            echo,
            "transaction",
            db.system.name = system.to_ascii_lowercase(),
            db.operation.name = ?control
        );
    }
}
