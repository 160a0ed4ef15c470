//! What a test's own thread tells `tracing` about statements.

use std::fmt::Debug;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Metadata, Subscriber};

/// The statements and the borders of transactions since the last look, in order. Placeholders, lists
/// of keys and the numbers of new rows are written as SQLite's, and the values are not shown.
pub struct Log {
    lines: Lines,
    _guard: DefaultGuard,
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>, Arc<AtomicBool>);

impl Log {
    /// From here on.
    pub fn begin() -> Self {
        // Beside other tests without a log, `tracing` may take a statement's place in the code for one
        // that nobody asks for. So somebody always does.
        let _ = tracing::subscriber::set_global_default(Listener);
        let lines = Lines::default();
        let guard = tracing::subscriber::set_default(lines.clone());
        Self { lines, _guard: guard }
    }

    /// From here on with the values, where the engine shows them.
    #[allow(dead_code, reason = "not all tests look at values")]
    pub fn show_values(&self) {
        self.lines.1.store(true, Ordering::Relaxed);
    }

    /// What was said since the last look.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.lines.0.lock().unwrap())
    }

    /// The statements alone.
    pub fn statements(&self) -> Vec<String> {
        let mut lines = self.take();
        lines.retain(|line| !BORDERS.contains(&&**line));
        lines
    }
}

/// Asks for all and keeps nothing.
struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("relata")
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Line<'l>(&'l Lines);

impl Visit for Line<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        let mut lines = self.0.0.lock().unwrap();
        match field.name() {
            "db.operation.name" if BORDERS.contains(&value) => lines.push(value.to_owned()),
            // Without RETURNING, this is how the numbers come back.
            "db.query.text" if NUMBERS.iter().any(|start| value.starts_with(start)) => {
                let line = lines.last_mut().unwrap();
                if line.contains(" RETURNING ") {
                    return;
                }
                line.insert_str(line.find(VALUES).unwrap_or(line.len()), " RETURNING id");
            }
            "db.query.text" => {
                let text = value
                    .replace('$', "?")
                    .replace(" = ANY(?1)", " IN (SELECT value FROM json_each(?1))");
                lines.push(numbered(&text));
            }
            _ => {}
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            "values" if self.0.1.load(Ordering::Relaxed) => {
                let values = format!("{value:?}").replace("\\\"", "'").replace('"', "");
                if values != "[]" {
                    self.0
                        .0
                        .lock()
                        .unwrap()
                        .last_mut()
                        .unwrap()
                        .push_str(&(VALUES.to_owned() + &values));
                }
            }
            "place" => self.0.0.lock().unwrap().push(format!("{value:?}")),
            "db.query.text" => self.record_str(field, &format!("{value:?}")),
            _ => {}
        }
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("relata")
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Line(self));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Placeholders without numbers get them. What a SELECT looks for in a list of them, which is one
/// array elsewhere, counts as one.
fn numbered(text: &str) -> String {
    let mut rest = text;
    let mut numbered = String::with_capacity(text.len());
    let mut number = 0;
    while let Some((before, after)) = rest.split_once('?') {
        if after.starts_with(|next: char| next.is_ascii_digit()) {
            return text.to_owned();
        }
        number += 1;
        numbered.push_str(before);
        rest = after;
        if text.starts_with("SELECT") && before.ends_with(" IN (") {
            numbered.push_str(&format!("SELECT value FROM json_each(?{number})"));
            rest = rest.trim_start_matches(", ?");
        } else {
            numbered.push_str(&format!("?{number}"));
        }
    }
    numbered + rest
}

/// How the numbers of new rows are asked for in place of RETURNING.
const NUMBERS: [&str; 2] = ["SELECT last_insert_id(),", "SELECT last_insert_rowid(),"];

/// What stands between a statement and its values.
const VALUES: &str = " -- ";

/// What passes the borders of a transaction.
const BORDERS: [&str; 6] = ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "ROLLBACK TO"];
