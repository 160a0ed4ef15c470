//! BEGIN, COMMIT, ROLLBACK and savepoints: what is kept, and what is undone on which way out.

use relata::Error;
use relata::prelude::*;

use super::{BOTH, add, file, memory, names, on_every_database, posts, users};

on_every_database!(only_what_is_committed_stays, async |engine| {
    let mut connection = engine.connect().await?;

    let mut tx = connection.begin().await?;
    tx.execute(&add!("committed")).await?;
    tx.commit().await?;

    let mut tx = connection.begin().await?;
    tx.execute(&add!("rolled back")).await?;
    tx.rollback().await?;

    let mut tx = connection.begin().await?;
    tx.execute(&add!("dropped")).await?;
    drop(tx);

    let mut tx = connection.begin().await?;
    tx.execute(&add!("forgotten")).await?;
    std::mem::forget(tx);

    assert_eq!(connection.all(&names!()).await?, ["committed"]);
    drop(connection);

    let mut tx = engine.begin().await?;
    tx.execute(&add!("dropped with its connection")).await?;
    drop(tx);
    assert_eq!(engine.all(&names!()).await?, ["committed"]);
});

on_every_database!(savepoints_are_undone_alone, async |engine| {
    let mut tx = engine.begin().await?;
    tx.execute(&add!("outer")).await?;
    {
        let mut kept = tx.savepoint().await?;
        kept.execute(&add!("kept")).await?;
        {
            let mut inner = kept.savepoint().await?;
            inner.execute(&add!("inner, dropped")).await?;
        }
        {
            let mut inner = kept.savepoint().await?;
            inner.execute(&add!("inner, rolled back")).await?;
            inner.rollback().await?;
        }
        {
            let mut inner = kept.savepoint().await?;
            inner.execute(&add!("inner, forgotten")).await?;
            std::mem::forget(inner);
        }
        let mut inner = kept.savepoint().await?;
        inner.execute(&add!("inner, kept")).await?;
        inner.commit().await?;
        kept.commit().await?;
    }
    {
        let mut dropped = tx.savepoint().await?;
        dropped.execute(&add!("dropped")).await?;
        let mut inner = dropped.savepoint().await?;
        inner.execute(&add!("kept in what is dropped")).await?;
        inner.commit().await?;
    }
    {
        let mut forgotten = tx.savepoint().await?;
        forgotten.execute(&add!("forgotten, and then committed around")).await?;
        std::mem::forget(forgotten);
    }
    tx.commit().await?;
    assert_eq!(engine.all(&names!()).await?, ["outer", "kept", "inner, kept"]);
});

on_every_database!(a_last_statement_commits_unless_it_fails, async |engine| {
    let mut tx = engine.begin().await?;
    tx.execute(&add!("Ada")).await?;
    assert_eq!(tx.commit_with(&add!("Grace")).await?, 1);
    assert_eq!(engine.all(&names!()).await?, ["Ada", "Grace"]);

    let mut tx = engine.begin().await?;
    tx.execute(&add!("Alan")).await?;
    assert!(tx.commit_with(&add!("Ada")).await.unwrap_err().is_unique_violation());
    assert_eq!(engine.all(&names!()).await?, ["Ada", "Grace"]);
    // One alone is a transaction, too, and several rows are one statement.
    assert!(engine.begin().await?.commit_with(&add!("Ada")).await.is_err());
    let rows = ["b", "c", "d"].map(|name| (users::name.set(name), users::email.set(name)));
    let rows = insert_into(users::table).rows(rows);
    assert_eq!(engine.begin().await?.commit_with(&rows).await?, 3);

    let mut tx = engine.begin().await?;
    let kept = tx.savepoint().await?;
    assert_eq!(kept.commit_with(&add!("kept")).await?, 1);
    let mut undone = tx.savepoint().await?;
    undone.execute(&add!("undone")).await?;
    assert!(undone.commit_with(&add!("Ada")).await.unwrap_err().is_unique_violation());
    assert_eq!(tx.commit_with(&delete(users::table).filter(users::name.eq("Ada"))).await?, 1);
    assert_eq!(engine.all(&names!()).await?, ["Grace", "b", "c", "d", "kept"]);
});

#[tokio::test]
async fn a_closure_commits_where_it_succeeds() -> Result<(), Error> {
    #[derive(Debug)]
    enum Refusal {
        Mine,
        Database(Error),
    }
    impl From<Error> for Refusal {
        fn from(error: Error) -> Self {
            Self::Database(error)
        }
    }
    for execution in BOTH {
        let engine = memory(execution).await?;
        let count = engine
            .transaction(async |tx| {
                tx.execute(&add!("Ada")).await?;
                Ok::<_, Error>(tx.all(&names!()).await?.len())
            })
            .await?;
        assert_eq!(count, 1);
        let refused = engine
            .transaction(async |tx| {
                tx.execute(&add!("Grace")).await?;
                Err::<(), _>(Refusal::Mine)
            })
            .await;
        assert!(matches!(refused, Err(Refusal::Mine)));
        let failed = engine
            .transaction(async |tx| {
                tx.execute(&add!("Edsger")).await?;
                tx.execute(&add!("Edsger")).await?;
                Ok::<_, Refusal>(())
            })
            .await;
        assert!(matches!(failed, Err(Refusal::Database(error)) if error.is_unique_violation()));
        let panicked = tokio::spawn({
            let engine = engine.clone();
            async move {
                engine
                    .transaction(async |tx| {
                        tx.execute(&add!("Alan")).await?;
                        if tx.all(&names!()).await?.len() == 2 {
                            panic!("in the middle");
                        }
                        Ok::<_, Error>(())
                    })
                    .await
            }
        });
        assert!(panicked.await.is_err());
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    }
    Ok(())
}

#[tokio::test]
async fn a_reader_sees_the_same_rows_throughout() -> Result<(), Error> {
    for execution in BOTH {
        let (_dir, engine) = file(execution).await?;
        engine.execute(&add!("Ada")).await?;
        let mut reader = engine.begin_read_only().await?;
        assert_eq!(reader.all(&names!()).await?, ["Ada"]);
        engine.execute(&add!("Grace")).await?;
        assert_eq!(reader.all(&names!()).await?, ["Ada"]);
        reader.commit().await?;
        assert_eq!(engine.all(&names!()).await?, ["Ada", "Grace"]);
    }
    Ok(())
}

on_every_database!(a_connection_writes_again_after_it_only_read, async |engine| {
    let mut connection = engine.connect().await?;
    connection.begin_read_only().await?.commit().await?;
    connection.execute(&add!("Ada")).await?;
    connection.begin_read_only().await?.rollback().await?;
    connection.execute(&add!("Grace")).await?;
    drop(connection.begin_read_only().await?);
    connection.execute(&add!("Edsger")).await?;
    std::mem::forget(connection.begin_read_only().await?);
    connection.execute(&add!("Alan")).await?;
    drop(connection);
    drop(engine.begin_read_only().await?);
    engine.execute(&add!("Barbara")).await?;
    assert_eq!(engine.all(&names!()).await?.len(), 5);
});

on_every_database!(a_transaction_begun_by_hand_ends_with_the_loan, async |engine| {
    let mut connection = engine.connect().await?;
    connection.execute(&raw!((), "BEGIN")).await?;
    connection.execute(&add!("Ada")).await?;
    drop(connection);
    assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
    engine.begin().await?.commit().await?;
});

#[tokio::test]
async fn a_commit_that_is_refused_rolls_back() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        let mut connection = engine.connect().await?;
        let mut tx = connection.begin().await?;
        tx.execute(&raw!((), "PRAGMA defer_foreign_keys = ON")).await?;
        tx.execute(&add!("Ada")).await?;
        let orphan = (posts::author_id.set(99), posts::title.set("Notes"));
        tx.execute(&insert_into(posts::table).values(orphan)).await?;
        assert!(tx.commit().await.unwrap_err().is_foreign_key_violation());
        assert_eq!(connection.all(&names!()).await?, <[String; 0]>::default());
        connection.begin().await?.commit().await?;
    }
    Ok(())
}
