//! What `tracing` is told: each statement with its text, without its values. It is a program of its
//! own, since whether anybody listens is known once for all threads.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use relata::Error;
use relata::engine::Execution;
use relata::prelude::*;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

table! {
    pub users as User {
        #[primary_key, identity] id: i64,
        #[unique] name: String,
    }
}

schema! { pub people: users }

/// Keeps the events as lines.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<(Level, String)>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, "{}={value:?} ", field.name());
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
        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.lock().expect("no panic").push((*event.metadata().level(), line.0));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn each_statement_is_an_event() {
    let lines = Lines::default();
    tracing::subscriber::set_global_default(lines.clone()).expect("it is the first");
    for (echo, level) in [(false, Level::DEBUG), (true, Level::INFO)] {
        for execution in [Execution::Inline, Execution::Worker] {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(work(echo, execution)).expect("all runs");
            let lines = std::mem::take(&mut *lines.0.lock().expect("no panic"));
            let found = |parts: &[&str]| {
                lines
                    .iter()
                    .any(|(at, line)| *at == level && parts.iter().all(|part| line.contains(part)))
            };
            assert!(found(&[
                "db.query.text=\"SELECT users.name FROM users\"",
                "db.system.name=\"sqlite\"",
                "db.response.returned_rows=1",
                "micros=",
            ]));
            assert!(found(&["INSERT INTO users", "changed_rows=1"]));
            assert!(found(&["INSERT INTO users", "error=UNIQUE constraint failed"]));
            assert!(
                found(&["db.operation.name=\"BEGIN\""])
                    && found(&["db.operation.name=\"ROLLBACK\""])
            );
            assert!(found(&["db.operation.name=\"SELECT\""]));
            assert!(lines.iter().all(|(_, line)| !line.contains("s3cret")), "{lines:?}");
            let slow = lines.iter().filter(|(level, _)| *level == Level::WARN).count();
            assert_eq!(slow, 0);
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let done = runtime.expect("a runtime").block_on(async {
        let builder = Engine::<Sqlite>::builder("sqlite::memory:").show_values();
        let engine = builder.slow_query(std::time::Duration::ZERO).build().await?;
        engine.create_all::<people>().await?;
        let add = insert_into(users::table).values(users::name.set("shown"));
        engine.execute(&add).await.map(drop)
    });
    done.expect("all runs");
    let lines = std::mem::take(&mut *lines.0.lock().expect("no panic"));
    let slow = |line: &str| line.contains("INSERT INTO users") && line.contains("shown");
    assert!(lines.iter().any(|(level, line)| *level == Level::WARN && slow(line)), "{lines:?}");
}

async fn work(echo: bool, execution: Execution) -> Result<(), Error> {
    let builder = Engine::<Sqlite>::builder("sqlite::memory:").echo(echo).execution(execution);
    let engine = builder.build().await?;
    engine.create_all::<people>().await?;
    let add = insert_into(users::table).values(users::name.set("s3cret"));
    engine.execute(&add).await?;
    engine.execute(&add).await.unwrap_err();
    let mut connection = engine.connect().await?;
    connection.all(&select(users::name)).await?;
    connection.for_each(&select(users::name), |_: &str| ()).await?;
    drop(connection.begin().await?);
    Ok(())
}
