//! Who watches an engine: listeners, counts of statements, comments, and values in errors.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use relata::engine::{Before, Event};
use relata::prelude::*;
use relata::{Error, assert_queries};

use super::{BOTH, add, memory, names, on_every_database, set_up, users};

#[tokio::test]
async fn a_listener_is_told_what_happens() -> Result<(), Error> {
    for execution in BOTH {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let seen = lines.clone();
        let builder = Engine::<Sqlite>::builder("sqlite::memory:").execution(execution);
        let builder = builder.on_event(move |event| {
            let line = match event {
                Event::Connect { error: None, .. } => "connect".to_owned(),
                Event::Checkout => "checkout".to_owned(),
                Event::Checkin => "checkin".to_owned(),
                Event::Begin => "begin".to_owned(),
                Event::Commit { error } => format!("commit {}", error.is_none()),
                Event::Rollback => "rollback".to_owned(),
                Event::Statement { sql, rows, changed, error, .. } => {
                    let word = sql.split(' ').next().unwrap_or_default();
                    format!("{word} {rows:?} {changed} {}", error.is_none())
                }
                other => format!("{other:?}"),
            };
            seen.lock().expect("no panic").push(line);
        });
        let engine = set_up(builder).await?;
        lines.lock().expect("no panic").clear();
        engine.execute(&add!("Ada")).await?;
        engine.execute(&add!("Ada")).await.unwrap_err();
        let mut tx = engine.begin().await?;
        tx.all(&names!()).await?;
        drop(tx.savepoint().await?);
        tx.commit().await?;
        drop(engine.begin().await?);
        let lines = std::mem::take(&mut *lines.lock().expect("no panic"));
        let expected = [
            "checkout",
            "INSERT Some(0) 1 true",
            "checkin",
            "checkout",
            "INSERT None 0 false",
            "checkin",
            "checkout",
            "begin",
            "SELECT Some(1) 0 true",
            "begin",
            "rollback",
            "commit true",
            "checkin",
            "checkout",
            "begin",
            "rollback",
            "checkin",
        ];
        assert_eq!(lines, expected);
    }
    Ok(())
}

on_every_database!(statements_are_counted, async |engine| {
    let count = assert_queries!(engine, 3, {
        engine.execute(&add!("Ada")).await?;
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Grace")).await?;
        let names = tx.all(&names!()).await?;
        tx.commit().await?;
        names.len()
    });
    assert_eq!(count, 2);
    let mut connection = engine.connect().await?;
    assert_queries!(connection, 0, connection.begin().await?.commit().await?);
    let recording = connection.record();
    connection.all(&names!()).await?;
    drop(connection);
    let counted =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| recording.assert_count(2)));
    let said = counted.unwrap_err();
    let said = said.downcast_ref::<String>().expect("a text");
    assert_eq!(said, "1 statements instead of 2:\nSELECT users.name FROM users ORDER BY users.id");
});

on_every_database!(tags_are_comments, async |engine| {
    engine.execute(&add!("Ada")).await?;
    let mut connection = engine.connect().await?;
    connection.tag("route", "/users?*/").tag("app", "it's");
    let recording = engine.record();
    // Each text is prepared for itself.
    assert_eq!(connection.all(&names!()).await?, ["Ada"]);
    connection.tag("app", "b");
    assert_eq!(connection.all(&names!()).await?, ["Ada"]);
    let mut tx = connection.begin().await?;
    tx.tag("c", "1");
    assert_eq!(tx.all(&names!()).await?, ["Ada"]);
    tx.commit().await?;
    drop(connection);
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    let text = "SELECT users.name FROM users ORDER BY users.id";
    assert_eq!(
        recording.statements(),
        [
            format!("{text} /*app='it%27s',route='%2Fusers%3F%2A%2F'*/"),
            format!("{text} /*app='b',route='%2Fusers%3F%2A%2F'*/"),
            format!("{text} /*app='b',c='1',route='%2Fusers%3F%2A%2F'*/"),
            text.to_owned(),
        ]
    );
});

#[tokio::test]
async fn an_engine_marks_all_its_statements() -> Result<(), Error> {
    for execution in BOTH {
        let builder = Engine::<Sqlite>::builder("sqlite::memory:").execution(execution);
        let engine = set_up(builder.tag("app", "shop")).await?;
        engine.execute(&add!("Ada")).await?;
        let before = engine.connect().await?.prepared();
        let error = engine.execute(&add!("Ada")).await.unwrap_err();
        assert!(error.sql().is_some_and(|sql| sql.ends_with(" /*app='shop'*/")), "{error:?}");
        // The comment is always the same, so the statement is prepared once.
        assert_eq!(engine.connect().await?.prepared(), before);
    }
    Ok(())
}

on_every_database!(values_are_not_shown_unasked, async |engine| {
    engine.execute(&add!("s3cret")).await?;
    let error = engine.execute(&add!("s3cret")).await.unwrap_err();
    assert_eq!(error.values(), None);
    assert!(!format!("{error} {error:?}").contains("s3cret"));
});

#[tokio::test]
async fn values_are_shown_to_who_asked() -> Result<(), Error> {
    for execution in BOTH {
        let builder = Engine::<Sqlite>::builder("sqlite::memory:").execution(execution);
        let engine = set_up(builder.show_values()).await?;
        engine.execute(&add!("Ada")).await?;
        let error = engine.execute(&add!("Ada")).await.unwrap_err();
        let values = ["\"Ada\"", "\"Ada@example.org\""].map(str::to_owned);
        assert_eq!(error.values(), Some(&values[..]));
        assert!(format!("{error:?}").contains("Ada@") && !error.to_string().contains("Ada"));
        let none = select(users::id).filter(users::id.in_([1_i64, 2]));
        engine.all(&none).await?;
    }
    Ok(())
}

#[tokio::test]
async fn nobody_is_told_of_what_is_not_slow() -> Result<(), Error> {
    // What is logged is looked at in a program of its own; here it must not change what runs.
    for execution in BOTH {
        let engine = memory(execution).await?;
        engine.execute(&add!("Ada")).await?;
        let builder = Engine::<Sqlite>::builder("sqlite::memory:").slow_query(Duration::ZERO);
        let engine = set_up(builder.execution(execution)).await?;
        engine.execute(&add!("Ada")).await?;
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    }
    Ok(())
}

#[tokio::test]
async fn what_is_about_to_happen_is_asked_for() -> Result<(), Error> {
    for execution in BOTH {
        let (lines, refused) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new("")));
        let (seen, no) = (lines.clone(), refused.clone());
        let builder = Engine::<Sqlite>::builder("sqlite::memory:").execution(execution);
        let builder = builder.before(move |next| {
            let line = match next {
                Before::Begin => "begin",
                Before::Commit => "commit",
                Before::Statement { sql } => sql.split(' ').next().unwrap_or_default(),
                _ => "?",
            };
            seen.lock().expect("no panic").push(line.to_owned());
            match *no.lock().expect("no panic") {
                word if word == line => Err(Error::refused(format!("no {word} now"))),
                _ => Ok(()),
            }
        });
        let engine = set_up(builder).await?;
        let refuse = |word| *refused.lock().expect("no panic") = word;
        let took = || std::mem::take(&mut *lines.lock().expect("no panic"));
        took();
        engine.execute(&add!("Ada")).await?;
        let mut tx = engine.begin().await?;
        let inner = tx.savepoint().await?;
        inner.rollback().await?;
        tx.commit_with(&add!("Bob")).await?;
        engine.all(&names!()).await?;
        assert_eq!(took(), ["INSERT", "begin", "begin", "INSERT", "commit", "SELECT"]);

        refuse("INSERT");
        let error = engine.execute(&add!("Cy")).await.unwrap_err();
        assert_eq!(error.to_string(), "no INSERT now");
        assert!(error.sql().is_some_and(|sql| sql.starts_with("INSERT")));
        let mut tx = engine.begin().await?;
        assert!(tx.execute(&add!("Cy")).await.is_err());
        // What was not sent has not failed for the transaction.
        assert_eq!(tx.all(&names!()).await?, ["Ada", "Bob"]);
        tx.commit().await?;

        refuse("begin");
        assert!(engine.begin().await.is_err());
        assert!(engine.execute_many([add!("Cy"), add!("Di")]).await.is_err());
        let mut session = engine.session();
        assert!(session.all(&select(super::User)).await.is_err());
        drop(session);

        refuse("commit");
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Cy")).await?;
        assert_eq!(tx.commit().await.unwrap_err().to_string(), "no commit now");
        let tx = engine.begin().await?;
        assert!(tx.commit_with(&add!("Cy")).await.is_err());
        let mut session = engine.session();
        session.add(super::User, (users::name.set("Cy"), users::email.set("cy@example.org")));
        assert!(session.commit().await.is_err());
        drop(session);
        assert!(engine.execute_many([add!("Cy")]).await.is_err());

        refuse("");
        assert_eq!(engine.all(&names!()).await?, ["Ada", "Bob"]);
    }
    Ok(())
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn nothing_is_sent_that_is_refused() -> Result<(), Error> {
    let Some(url) = super::database::postgres("public") else { return Ok(()) };
    let builder = Engine::<Postgres>::builder(&url).before(|next| match next {
        Before::Commit => Err(Error::refused("no commit now")),
        Before::Statement { sql } if sql.contains("2") => Err(Error::refused("no two now")),
        _ => Ok(()),
    });
    let engine = builder.pool_size(1).build().await?;
    let (one, two) = (raw!(read i64, "SELECT 1"), raw!(read i64, "SELECT 2"));
    assert!(engine.all(&two).await.is_err());
    assert!(engine.reader(1).await?.all(&two).await.is_err());
    let mut tx = engine.begin().await?;
    assert!(tx.all(&two).await.is_err());
    assert_eq!(tx.all(&one).await?, [1]);
    assert!(tx.commit().await.is_err());
    let end = engine.commit_prepared("no such").await.unwrap_err();
    assert_eq!(end.to_string(), "no commit now");
    assert_eq!(engine.all(&one).await?, [1]);
    Ok(())
}
