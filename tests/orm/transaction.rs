//! Commit, rollback and savepoints, and what they do to objects.

use super::*;

on_every_database!(a_rollback_restores_objects, async |engine, log| {
    let mut session = engine.session();
    let new = ["Ada", "Grace"].map(|name| session.add(User, user!(name)));
    session.commit().await?;
    let [ada, grace] = new.map(|new| session.saved(new).unwrap());
    session.edit(&ada).name = "flushed".into();
    session.delete(&grace);
    let edith = session.add(User, user!("Edith"));
    session.flush().await?;
    let edith = session.saved(edith)?;
    session.edit(&ada).nickname = Some("not flushed".into());
    let waiting = session.add(User, user!("Ida"));
    assert!(session.find(&grace).is_err());
    session.rollback().await?;
    assert_eq!(session[ada].name, "Ada");
    assert_eq!(session[ada].nickname, None);
    assert_eq!(session[grace].name, "Grace");
    assert!(session.find(&edith).is_err() && session.saved(waiting).is_err());
    assert!(!session.has_changes());
    assert_eq!(engine.all(&select(users::name).order_by(users::id)).await?, ["Ada", "Grace"]);
    session.edit(&ada).name = "Augusta".into();
    session.commit().await?;
    assert_eq!(engine.all(&select(users::name).order_by(users::id)).await?, ["Augusta", "Grace"]);
    log.take();
});

on_every_database!(savepoints_restore_objects, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.flush().await?;
    let ada = session.saved(ada)?;
    session.edit(&ada).nickname = Some("outer".into());
    let outer = session.savepoint().await?;
    session.edit(&ada).nickname = Some("inner".into());
    let inner = session.savepoint().await?;
    session.delete(&ada);
    let grace = session.add(User, user!("Grace"));
    session.flush().await?;
    let grace = session.saved(grace)?;
    session.rollback_to(inner).await?;
    assert!(session.find(&grace).is_err());
    assert_eq!(session[ada].nickname.as_deref(), Some("inner"));
    session.rollback_to(outer).await?;
    assert_eq!(session[ada].nickname.as_deref(), Some("outer"));
    let kept = session.savepoint().await?;
    session.edit(&ada).name = "Augusta".into();
    session.release(kept).await?;
    session.commit().await?;
    let rows = engine.all(&select((users::name, users::nickname))).await?;
    assert_eq!(rows, [("Augusta".to_owned(), Some("outer".to_owned()))]);
    log.take();
});

on_every_database!(a_savepoint_is_of_its_session_and_transaction, async |engine, log| {
    let mut session = engine.session();
    let gone = session.savepoint().await?;
    session.rollback().await?;
    let error = session.rollback_to(gone).await.unwrap_err();
    assert_eq!(error.to_string(), "the savepoint is gone, or of another session");
    let outer = session.savepoint().await?;
    let inner = session.savepoint().await?;
    session.release(outer).await?;
    assert!(session.release(inner).await.is_err());
    log.take();
});

on_every_database!(a_transaction_around_undoes_what_a_session_commits, async |engine, log| {
    let mut tx = engine.begin().await?;
    {
        let mut session = tx.session();
        session.add(User, user!("Ada"));
        session.commit().await?;
        session.add(User, user!("Grace"));
        session.rollback().await?;
        session.add(User, user!("Edith"));
        session.commit().await?;
        session.add(User, user!("Ida"));
        session.flush().await?;
        // Dropped, it undoes what it did not commit.
    }
    assert_eq!(tx.all(&select(users::name).order_by(users::id)).await?, ["Ada", "Edith"]);
    tx.rollback().await?;
    assert_eq!(engine.all(&select(users::name)).await?, [""; 0]);
    log.take();
});

on_every_database!(dropping_a_session_rolls_back, async |engine, log| {
    let mut session = engine.session();
    session.add(User, user!("Ada"));
    session.flush().await?;
    drop(session);
    assert_eq!(engine.all(&select(users::name)).await?, [""; 0]);
    log.take();
});

on_every_database!(a_session_without_work_takes_no_connection, async |engine, log| {
    let mut session = engine.session();
    session.flush().await?;
    session.commit().await?;
    session.rollback().await?;
    assert_eq!(log.take(), [""; 0]);
    assert_eq!(engine.pool_status().in_use, 0);
    session.all(&select(User)).await?;
    assert_eq!(engine.pool_status().in_use, 1);
    session.commit().await?;
    assert_eq!(engine.pool_status().in_use, 0);
});

on_every_database!(what_a_statement_wrote_is_undone_too, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    session.execute(&update(users::table).set(users::name.set("x")).every_row()).await?;
    session.refresh(&ada).await?;
    assert_eq!(session[ada].name, "x");
    session.rollback().await?;
    // What was read of it was never committed.
    assert!(session.find(&ada).is_err());
    session.refresh(&ada).await?;
    assert_eq!(session[ada].name, "Ada");
    log.take();
});

on_every_database!(a_key_is_used_again_in_one_transaction, async |engine, log| {
    let mut session = engine.session();
    let old = session.add(Tag, tags::name.set("rust"));
    session.commit().await?;
    let old = session.saved(old)?;
    session.delete(&old);
    session.flush().await?;
    let new = session.add(Tag, tags::name.set("rust"));
    session.flush().await?;
    let new = session.saved(new)?;
    assert_ne!(old, new);
    assert_eq!(session.get(Tag, "rust".into()).await?, Some(new));
    session.rollback().await?;
    assert!(session.find(&new).is_err());
    assert_eq!(session[old].name, "rust");
    assert_eq!(session.get(Tag, "rust".into()).await?, Some(old));
    session.delete(&old);
    session.flush().await?;
    session.add(Tag, tags::name.set("rust"));
    session.commit().await?;
    assert!(session.find(&old).is_err());
    assert_eq!(session.all(&select(Tag)).await?.len(), 1);
    log.take();
});

/// SQLite rolls back by itself where a constraint says so.
#[tokio::test]
async fn a_constraint_that_rolls_back_the_transaction_does_it_to_the_session() -> Result<(), Error>
{
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine
        .execute(&raw!(
            (),
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
             email TEXT NOT NULL UNIQUE ON CONFLICT ROLLBACK, nickname TEXT)"
        ))
        .await?;
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.flush().await?;
    let ada = session.saved(ada)?;
    session.add(User, user!("Ada"));
    assert!(session.flush().await.unwrap_err().is_unique_violation());
    assert!(session.find(&ada).is_err() && !session.has_changes());
    assert_eq!(session.refused(User), None);
    // The session begins again.
    assert!(session.all(&select(User)).await?.is_empty());
    session.add(User, user!("Grace"));
    session.commit().await?;
    assert_eq!(engine.all(&select(users::name)).await?, ["Grace"]);
    Ok(())
}
