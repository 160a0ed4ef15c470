//! Who watches: `tracing`, the engine's listener, and tests that count statements.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tracing::level_filters::LevelFilter;
use tracing::{Level, Span, debug, debug_span, info, info_span, warn};

use super::events::{Event, List};
use super::hooks::{Before, Guard};
use crate::driver::{Call, Control, Done};
use crate::error::Error;
use crate::render::Dialect;

/// What all statements of an engine are watched by.
pub(super) struct Watch {
    /// OpenTelemetry's name of the database.
    system: String,
    address: Option<String>,
    echo: bool,
    slow: Option<Duration>,
    listener: Option<Listener>,
    guard: Option<Guard>,
    shows_values: bool,
    records: Records,
}

pub(super) type Listener = Box<dyn Fn(&Event<'_>) + Send + Sync>;

/// What a builder says of watching.
#[derive(Default)]
pub(super) struct Watching {
    pub echo: bool,
    pub slow: Option<Duration>,
    pub listener: Option<Listener>,
    pub guard: Option<Guard>,
    pub shows_values: bool,
}

/// Those who record statements.
#[derive(Default)]
pub(super) struct Records {
    lists: Mutex<Vec<List>>,
    count: AtomicUsize,
}

impl Records {
    pub fn push(&self, list: List) {
        self.change(|lists| lists.push(list));
    }

    pub fn remove(&self, list: &List) {
        self.change(|lists| lists.retain(|other| !Arc::ptr_eq(list, other)));
    }

    fn change(&self, change: impl FnOnce(&mut Vec<List>)) {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut lists);
        self.count.store(lists.len(), Ordering::Release);
    }

    fn note(&self, sql: &str) {
        for list in &*self.lists.lock().unwrap_or_else(PoisonError::into_inner) {
            list.lock().unwrap_or_else(PoisonError::into_inner).push(sql.to_owned());
        }
    }
}

/// The same event, at the level that was asked for.
macro_rules! event {
    ($level:expr, $message:literal, $($fields:tt)*) => {
        match $level {
            Level::WARN => warn!(target: "relata::statement", { $($fields)* }, $message),
            Level::INFO => info!(target: "relata::statement", { $($fields)* }, $message),
            _ => debug!(target: "relata::statement", { $($fields)* }, $message),
        }
    };
}

impl Watch {
    pub fn new(system: &str, address: Option<String>, watching: Watching) -> Self {
        let Watching { echo, slow, listener, guard, shows_values } = watching;
        let (system, records) = (system.to_ascii_lowercase(), Records::default());
        Self { system, address, echo, slow, listener, guard, shows_values, records }
    }

    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Whether anybody watches statements. Where nobody does, this is a few comparisons.
    #[inline]
    pub fn is_on(&self) -> bool {
        self.echo
            || self.shows_values
            || self.slow.is_some()
            || self.listener.is_some()
            || self.guard.is_some()
            || self.records.count.load(Ordering::Acquire) > 0
            || LevelFilter::current() >= LevelFilter::DEBUG
    }

    /// Asks whether something may happen.
    #[inline]
    pub fn ask(&self, next: Before<'_>) -> Result<(), Error> {
        self.guard.as_ref().map_or(Ok(()), |guard| guard(&next))
    }

    /// Tells the listener.
    #[inline]
    pub fn tell(&self, event: impl FnOnce() -> Event<'static>) {
        if let Some(listener) = &self.listener {
            listener(&event());
        }
    }

    /// A connection was opened, or could not be.
    pub fn connected(&self, since: Instant, error: Option<&Error>) {
        let took = since.elapsed();
        if let Some(listener) = &self.listener {
            listener(&Event::Connect { took, error });
        }
        debug!(
            target: "relata::connection",
            {
                db.system.name = self.system,
                server.address = self.address,
                micros = micros(took),
                error = error.map(tracing::field::display)
            },
            "connect"
        );
    }

    fn level(&self, took: Duration) -> Level {
        match self.slow {
            Some(slow) if took >= slow => Level::WARN,
            _ if self.echo => Level::INFO,
            _ => Level::DEBUG,
        }
    }

    /// The border of a transaction was passed, or could not be.
    #[inline]
    pub fn control(&self, control: Control, error: Option<&Error>) {
        if self.is_on() {
            self.tell_control(control, error);
        }
    }

    #[cold]
    fn tell_control(&self, control: Control, error: Option<&Error>) {
        let event = match control {
            Control::Begin(..) | Control::Savepoint(_) => Event::Begin,
            Control::Commit | Control::Release(_) => Event::Commit { error },
            Control::Rollback | Control::Undo(_) => Event::Rollback,
        };
        if let Some(listener) = &self.listener {
            listener(&event);
        }
        event!(
            self.level(Duration::ZERO),
            "transaction",
            db.system.name = self.system,
            db.operation.name = name(control),
            server.address = self.address,
            error = error.map(tracing::field::display)
        );
    }
}

fn name(control: Control) -> &'static str {
    match control {
        Control::Begin(..) => "BEGIN",
        Control::Commit => "COMMIT",
        Control::Rollback => "ROLLBACK",
        Control::Savepoint(_) => "SAVEPOINT",
        Control::Release(_) => "RELEASE",
        Control::Undo(_) => "ROLLBACK TO",
    }
}

fn micros(took: Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}

/// The word that a statement begins with.
fn operation(sql: &str) -> &str {
    let rest = sql.trim_start();
    &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())]
}

/// A statement that is watched.
pub(super) struct Statement {
    watch: Arc<Watch>,
    text: String,
    values: Option<Vec<String>>,
    since: Instant,
    span: Span,
}

/// The span of a statement, which lasts as long as it runs.
macro_rules! span {
    ($macro:ident, $watch:expr, $text:expr) => {
        $macro!(
            target: "relata::statement",
            "query",
            otel.kind = "client",
            db.system.name = $watch.system,
            db.query.text = $text,
            db.operation.name = operation($text),
            server.address = $watch.address,
            db.response.returned_rows = tracing::field::Empty,
            error.type = tracing::field::Empty,
        )
    };
}

impl Statement {
    /// A statement that is about to run, if anybody watches, and if it may.
    #[inline]
    pub fn watch<D: Dialect>(
        watch: &Arc<Watch>,
        call: &Call<'_, D>,
    ) -> Result<Option<Box<Self>>, Error> {
        if !watch.is_on() {
            return Ok(None);
        }
        let values = watch.shows_values.then(|| super::values::of(call));
        Self::new(watch, call.text(), values).map(Some)
    }

    /// A text that is about to run.
    pub fn watch_text(watch: &Arc<Watch>, text: &str) -> Result<Option<Box<Self>>, Error> {
        if !watch.is_on() {
            return Ok(None);
        }
        Self::new(watch, text.to_owned(), None).map(Some)
    }

    #[cold]
    fn new(
        watch: &Arc<Watch>,
        text: String,
        values: Option<Vec<String>>,
    ) -> Result<Box<Self>, Error> {
        if let Err(error) = watch.ask(Before::Statement { sql: &text }) {
            return Err(error.with_sql(|| text));
        }
        let span = match watch.echo {
            true => span!(info_span, watch, text.as_str()),
            false => span!(debug_span, watch, text.as_str()),
        };
        Ok(Box::new(Self { watch: watch.clone(), text, values, since: Instant::now(), span }))
    }

    /// Says what became of it, and adds to an error what is to be shown.
    #[cold]
    pub fn end<T>(
        &self,
        result: Result<T, Error>,
        done: impl FnOnce(&T) -> (Option<u64>, u64),
    ) -> Result<T, Error> {
        let took = self.since.elapsed();
        let result = result.map_err(|error| match &self.values {
            Some(values) => error.with_values(values),
            None => error,
        });
        let (rows, changed) = result.as_ref().map_or((None, 0), done);
        self.tell(took, rows, changed, result.as_ref().err());
        result
    }

    fn tell(&self, took: Duration, rows: Option<u64>, changed: u64, error: Option<&Error>) {
        let Self { watch, text, values, span, .. } = self;
        watch.records.note(text);
        if let Some(listener) = &watch.listener {
            listener(&Event::Statement { sql: text, rows, changed, took, error });
        }
        if let Some(rows) = rows {
            span.record("db.response.returned_rows", rows);
        }
        if let Some(error) = error {
            span.record("error.type", error.code().unwrap_or("error"));
        }
        let _in_span = span.enter();
        let (micros, values) = (micros(took), values.as_deref().map(tracing::field::debug));
        let (system, text) = (watch.system.as_str(), text.as_str());
        match error {
            None => event!(
                watch.level(took),
                "statement",
                db.system.name = system,
                db.query.text = text,
                db.operation.name = operation(text),
                server.address = watch.address,
                db.response.returned_rows = rows,
                changed_rows = changed,
                values,
                micros
            ),
            Some(error) => event!(
                watch.level(took),
                "statement failed",
                db.system.name = system,
                db.query.text = text,
                db.operation.name = operation(text),
                server.address = watch.address,
                db.response.status_code = error.code(),
                error = %error,
                values,
                micros
            ),
        }
    }
}

/// How many rows a statement gave and wrote.
pub(super) fn counts(done: &Done) -> (Option<u64>, u64) {
    (Some(done.rows), done.changed)
}
