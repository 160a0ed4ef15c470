//! Statements of a session that fail so that its transaction is lost, or that nobody waits for: its objects are
//! what the database has.

use std::time::Duration;

use relata::engine::Isolation;

use super::faults::{goes_on, two_accounts};
use super::proxy::{Mode, behind};
use super::*;

/// Two sessions have each flushed a row and then want the other's.
async fn a_deadlock<D: Driver>(engine: &Engine<D>) -> Result<(), Error> {
    let ids = two_accounts(engine).await?;
    let mut sessions = [engine.session(), engine.session()];
    let mut own = Vec::new();
    for (session, id) in sessions.iter_mut().zip(ids) {
        let account = session.get_one(Account, id).await?;
        session.edit(&account).balance += 10;
        session.flush().await?;
        own.push(account);
    }
    let take = |id: i64| {
        let emptied = update(accounts::table).set(accounts::balance.set(0));
        emptied.filter(accounts::id.eq(id)).last_write_wins()
    };
    let (of_first, of_second) = (take(ids[1]), take(ids[0]));
    let [first, second] = &mut sessions;
    let done = tokio::join!(first.execute(&of_first), second.execute(&of_second));
    let lost = usize::from(done.0.is_ok());
    let error = done.0.and(done.1).unwrap_err();
    assert!(error.is_deadlock(), "{error:?}");
    // Without `rollback` it says what was there before its transaction.
    let session = &mut sessions[lost];
    let account = own[lost];
    assert_eq!((session[account].balance, session[account].version), (1 + lost as i64, 1));
    sessions[1 - lost].commit().await?;
    let session = &mut sessions[lost];
    session.refresh(&account).await?;
    assert_eq!(session[account].balance, 0);
    session.edit(&account).balance = 5;
    session.commit().await?;
    drop(sessions);
    Ok(())
}

#[tokio::test]
async fn a_deadlock_of_statements() -> Result<(), Error> {
    if let Some(engine) = server().await? {
        a_deadlock(&engine).await?;
        clean_up(&engine).await?;
    }
    if let Some((engine, url)) = server_at::<MariaDb>(database::mariadb).await? {
        a_deadlock(&engine).await?;
        drop(engine);
        database::drop_database::<MariaDb>(&url).await?;
    }
    let Some((engine, url)) = server_at::<MySql>(database::mysql).await? else { return Ok(()) };
    a_deadlock(&engine).await?;
    drop(engine);
    database::drop_database::<MySql>(&url).await
}

/// Sessions whose transactions are serializable, in a schema of their own.
async fn serializable(name: &str) -> Result<Option<Engine<Postgres>>, Error> {
    let schema = format!("relata_orm_lost_{}_{name}", std::process::id());
    let Some(url) = database::postgres(&schema) else { return Ok(None) };
    let builder = Engine::<Postgres>::builder(&url).pool_size(2);
    let engine = builder.isolation(Isolation::Serializable).build().await?;
    let mut connection = engine.connect().await?;
    database::create_schema(&mut connection).await?;
    connection.create_all::<blog>().await?;
    Ok(Some(engine))
}

#[tokio::test]
async fn a_serialization_failure_in_a_statement_and_at_commit() -> Result<(), Error> {
    let Some(engine) = serializable("order").await? else { return Ok(()) };
    let mut first = engine.session();
    let new = [1, 2].map(|balance| first.add(Account, accounts::balance.set(balance)));
    first.commit().await?;
    let [a, b] = new.map(|new| first.saved(new).unwrap());
    let id = first[a].id;
    // In a statement: the row has changed since the transaction began.
    first.refresh_all([&a, &b]).await?;
    first.edit(&b).balance = 20;
    first.flush().await?;
    let change = |balance: i64| {
        let changed = update(accounts::table).set(accounts::balance.set(balance));
        changed.filter(accounts::id.eq(id)).last_write_wins()
    };
    engine.execute(&change(7)).await?;
    let change = change(8);
    let error = first.execute(&change).await.unwrap_err();
    assert!(error.is_serialization_failure(), "{error:?}");
    assert_eq!((first[b].balance, first[b].version), (2, 1));
    first.refresh_all([&a, &b]).await?;
    assert_eq!(first[a].balance, 7);
    first.commit().await?;
    // At COMMIT: each has read what the other has written.
    let mut second = engine.session();
    let sum = from(accounts::table).select(sum(accounts::balance));
    first.all(&sum).await?;
    second.all(&sum).await?;
    let other = second.get_one(Account, first[b].id).await?;
    first.refresh(&a).await?;
    first.edit(&a).balance = 100;
    second.edit(&other).balance = 200;
    first.flush().await?;
    second.flush().await?;
    second.commit().await?;
    let error = first.commit().await.unwrap_err();
    assert!(error.is_serialization_failure() && error.is_retryable(), "{error:?}");
    assert_eq!((first[a].balance, first.has_changes()), (7, false));
    drop((first, second));
    clean_up(&engine).await
}

/// What is checked at COMMIT refuses all of the transaction.
#[tokio::test]
async fn a_deferred_key_that_is_refused_at_commit() -> Result<(), Error> {
    let Some(engine) = server().await? else { return Ok(()) };
    let later = raw!(
        (),
        "ALTER TABLE posts ADD CONSTRAINT later FOREIGN KEY (likes) REFERENCES users (id) \
         DEFERRABLE INITIALLY DEFERRED"
    );
    engine.execute(&later).await?;
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    session.edit(&ada).name = "Augusta".into();
    let post = session
        .add(Post, (posts::author.set(&ada), posts::title.set("Notes"), posts::likes.set(99)));
    session.flush().await?;
    let error = session.commit().await.unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!((&*session[ada].name, session.saved(post).is_err()), ("Ada", true));
    assert!(!session.has_changes());
    goes_on(&engine, session, "Grace").await?;
    clean_up(&engine).await
}

/// Drops a verb at each of its awaits. What the session says of its object afterwards is so in the database.
macro_rules! dropped_at_each {
    ($engine:expr, |$session:ident, $ada:ident| $verb:expr) => {{
        let mut ended = false;
        for times in 1..100 {
            let mut $session = $engine.session();
            let $ada = $session.add(User, user!(format!("{} {times}", stringify!($verb))));
            $session.commit().await?;
            let $ada = $session.saved($ada)?;
            $session.edit(&$ada).nickname = Some("A".into());
            let done = poll_at_most(times, async { $verb }).await;
            let next = $session.all(&select(users::name)).await;
            // Of a COMMIT that nobody has waited for, reading tells.
            let is_known = !next.as_ref().is_err_and(Error::is_unknown_commit);
            assert!(is_known || stringify!($verb).contains("commit"), "{}", stringify!($verb));
            match done {
                Some(done) => {
                    let _: Result<(), Error> = done;
                    assert!(next.is_ok(), "{}: {next:?}", stringify!($verb));
                    ended = true;
                }
                // Where its end is not known, all is undone, and told.
                None => {
                    let tells =
                        |error: &Error| error.is_lost_transaction() || error.is_disconnect();
                    assert!(
                        !is_known || next.as_ref().err().is_none_or(tells),
                        "{}: {next:?}",
                        stringify!($verb)
                    );
                }
            }
            $session.rollback().await?;
            let said = $session.find(&$ada).cloned();
            $session.refresh(&$ada).await?;
            if let Ok(said) = said
                && is_known
            {
                assert_eq!(said, $session[$ada], "{} after {times}", stringify!($verb));
            }
            $session.commit().await?;
            drop($session);
            if ended {
                break;
            }
        }
        assert!(ended, "{} never ended", stringify!($verb));
    }};
}

async fn dropped<D: Driver>(engine: &Engine<D>) -> Result<(), Error> {
    let all = update(users::table).set(users::nickname.set("B")).every_row();
    dropped_at_each!(engine, |session, ada| session.commit().await);
    dropped_at_each!(engine, |session, ada| session.execute(&all).await.map(drop));
    dropped_at_each!(engine, |session, ada| {
        session.execute_many([1, 2].map(|_| all)).await.map(drop)
    });
    dropped_at_each!(engine, |session, ada| session.savepoint().await.map(drop));
    dropped_at_each!(engine, |session, ada| {
        let savepoint = session.savepoint().await?;
        session.edit(&ada).nickname = Some("C".into());
        session.release(savepoint).await
    });
    dropped_at_each!(engine, |session, ada| {
        let savepoint = session.savepoint().await?;
        session.edit(&ada).nickname = Some("C".into());
        session.flush().await?;
        session.rollback_to(savepoint).await
    });
    dropped_at_each!(engine, |session, ada| session.rollback().await);
    dropped_at_each!(engine, |session, ada| session.refresh(&ada).await);
    dropped_at_each!(engine, |session, ada| session.load(&ada, users::posts).await.map(drop));
    let status = engine.pool_status();
    assert_eq!((status.in_use, status.waiting), (0, 0));
    goes_on(engine, engine.session(), "Grace").await
}

#[tokio::test]
async fn verbs_dropped_at_each_of_their_awaits_on_postgres() -> Result<(), Error> {
    let Some(engine) = server().await? else { return Ok(()) };
    dropped(&engine).await?;
    clean_up(&engine).await
}

#[tokio::test]
async fn verbs_dropped_at_each_of_their_awaits_on_mariadb() -> Result<(), Error> {
    let Some((engine, url)) = server_at::<MariaDb>(database::mariadb).await? else { return Ok(()) };
    dropped(&engine).await?;
    drop(engine);
    database::drop_database::<MariaDb>(&url).await
}

/// A flush on a network that says nothing, with a limit of the program's own.
#[tokio::test]
async fn a_network_that_stalls_under_a_flush() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("orm_stall", 1).await? else { return Ok(()) };
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    session.refresh(&ada).await?;
    session.edit(&ada).name = "Augusta".into();
    proxy.set(Mode::Stall);
    let flushed = tokio::time::timeout(Duration::from_millis(100), session.flush()).await;
    assert!(flushed.is_err());
    proxy.set(Mode::Pass);
    // It does not wait for what nobody waits for.
    let error = session.flush().await.unwrap_err();
    assert!(error.is_lost_transaction(), "{error:?}");
    assert_eq!((&*session[ada].name, session.has_changes()), ("Ada", false));
    proxy.cut();
    goes_on(&engine, session, "Grace").await?;
    drop(engine);
    clean_up(&direct).await
}

/// The same of COMMIT: nobody knows whether it is done, and reading tells.
#[tokio::test]
async fn a_network_that_stalls_under_a_commit() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("orm_stall_commit", 1).await? else { return Ok(()) };
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    session.refresh(&ada).await?;
    session.edit(&ada).name = "Augusta".into();
    session.flush().await?;
    proxy.set(Mode::Stall);
    let committed = tokio::time::timeout(Duration::from_millis(100), session.commit()).await;
    assert!(committed.is_err());
    proxy.set(Mode::Pass);
    proxy.cut();
    let error = session.flush().await.unwrap_err();
    assert!(error.is_unknown_commit(), "{error:?}");
    assert_eq!((&*session[ada].name, session.has_changes()), ("Ada", false));
    // The server may still be at it, and has the row locked until then.
    let mut tx = direct.begin().await?;
    let stored = tx.one_or_none(&select(users::name).filter(users::id.eq(1)).for_update()).await?;
    tx.rollback().await?;
    session.refresh(&ada).await?;
    assert_eq!(Some(&session[ada].name), stored.as_ref());
    session.commit().await?;
    goes_on(&engine, session, "Grace").await?;
    drop(engine);
    clean_up(&direct).await
}

/// All connections are somebody else's: nothing is lost, and the flush is done later.
#[tokio::test]
async fn a_flush_that_gets_no_connection() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("orm_none", 1).await? else { return Ok(()) };
    let mut taken = engine.connect().await?;
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let error = session.flush().await.unwrap_err();
    assert!(error.is_pool_timeout(), "{error:?}");
    assert!(session.has_changes() && session.saved(ada).is_err());
    // Nor can another be opened.
    proxy.set(Mode::Stall);
    proxy.cut();
    assert!(taken.all(&select(User)).await.is_err());
    drop(taken);
    let error = session.flush().await.unwrap_err();
    assert!(error.is_pool_timeout() || error.is_cannot_open(), "{error:?}");
    assert!(session.has_changes() && session.saved(ada).is_err());
    proxy.set(Mode::Pass);
    // One that began to be opened before may still fail.
    if let Err(error) = session.commit().await {
        assert!(error.is_cannot_open(), "{error:?}");
        session.commit().await?;
    }
    let ada = session.saved(ada)?;
    assert_eq!(session[ada].name, "Ada");
    goes_on(&engine, session, "Grace").await?;
    drop(engine);
    clean_up(&direct).await
}

/// A statement of a flush that was prepared before the table changed.
#[tokio::test]
async fn a_table_that_changes_under_a_flush() -> Result<(), Error> {
    let Some(engine) = server().await? else { return Ok(()) };
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.add(Post, (posts::author.set(&ada), posts::title.set("before")));
    session.commit().await?;
    let ada = session.saved(ada)?;
    engine.execute(&raw!((), "ALTER TABLE posts ALTER likes TYPE integer")).await?;
    engine.execute(&raw!((), "ALTER TABLE posts ALTER likes TYPE bigint")).await?;
    engine.execute(&raw!((), "ALTER TABLE posts RENAME title TO heading")).await?;
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("after")));
    session.edit(&ada).nickname = Some("A".into());
    let error = session.flush().await.unwrap_err();
    assert!(error.is_unknown_column() || error.is_retryable(), "{error:?}");
    // It still waits, and is written once the table is as it was.
    assert!(session.is_changed(&ada)? && session.saved(post).is_err());
    session.rollback().await?;
    engine.execute(&raw!((), "ALTER TABLE posts RENAME heading TO title")).await?;
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("after")));
    session.commit().await?;
    assert!(session.saved(post).is_ok());
    goes_on(&engine, session, "Grace").await?;
    clean_up(&engine).await
}
