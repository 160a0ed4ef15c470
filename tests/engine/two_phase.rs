//! Transactions that are prepared under a name, and ended by whoever knows it.

use relata::Error;
use relata::prelude::*;

use super::{add, names, users};

/// Of two transactions one is kept and the other undone, by their names.
macro_rules! ended_by_name {
    ($engine:expr) => {{
        let engine = $engine;
        let names_of = |part: &str| format!("relata '{part}' \\ {}", std::process::id());
        let (kept, undone) = (names_of("kept"), names_of("undone"));
        let mut tx = engine.begin_two_phase(&kept).await?;
        tx.execute(&add!("Ada")).await?;
        tx.prepare().await?;
        let mut tx = engine.begin_two_phase(&undone).await?;
        tx.execute(&add!("Grace")).await?;
        let mut inner = tx.savepoint().await?;
        inner.execute(&add!("Alan")).await?;
        inner.commit().await?;
        tx.prepare().await?;
        let mine = |all: Vec<String>| -> Vec<_> {
            let mut mine: Vec<_> =
                all.into_iter().filter(|name| *name == kept || *name == undone).collect();
            mine.sort_unstable();
            mine
        };
        assert_eq!(mine(engine.prepared_transactions().await?), [kept.clone(), undone.clone()]);
        // A connection is free for others, who do not see it yet.
        assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
        engine.commit_prepared(&kept).await?;
        engine.rollback_prepared(&undone).await?;
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
        assert_eq!(mine(engine.prepared_transactions().await?), <[String; 0]>::default());
        assert!(engine.commit_prepared(&kept).await.is_err());

        // One that is not prepared is one like others.
        let mut tx = engine.begin_two_phase(&kept).await?;
        tx.execute(&add!("Edsger")).await?;
        tx.commit().await?;
        let mut tx = engine.begin_two_phase(&kept).await?;
        tx.execute(&add!("rolled back")).await?;
        tx.rollback().await?;
        let mut tx = engine.begin_two_phase(&kept).await?;
        tx.execute(&add!("dropped")).await?;
        drop(tx);
        engine.begin_two_phase(&kept).await?.commit().await?;
        drop(engine.begin_two_phase(&kept).await?);
        let mut tx = engine.begin().await?;
        tx.execute(&add!("plain")).await?;
        tx.commit().await?;
        assert_eq!(engine.all(&names!()).await?, ["Ada", "Edsger", "plain"]);

        // A savepoint is not prepared, and not all names are.
        let mut tx = engine.begin_two_phase(&kept).await?;
        tx.execute(&add!("savepoint")).await?;
        let inner = tx.savepoint().await?;
        assert!(inner.prepare().await.unwrap_err().to_string().contains("savepoint"));
        drop(tx);
        for name in ["", &*"x".repeat(300)] {
            assert!(engine.begin_two_phase(name).await.is_err());
        }
        assert_eq!(engine.all(&names!()).await?, ["Ada", "Edsger", "plain"]);
    }};
}

mod on_postgres {
    use super::super::{clean_up, database, server};
    use super::*;

    #[tokio::test]
    async fn ended_by_name() -> Result<(), Error> {
        let Some(engine) = server(2).await? else { return Ok(()) };
        let most = raw!(String, "SELECT current_setting('max_prepared_transactions')");
        if engine.all(&most).await? == ["0"] {
            database::without("prepared transactions", "the server's setting allows them");
            return clean_up(&engine).await;
        }
        ended_by_name!(&engine);
        // One that has failed is not prepared, nor what the server refuses.
        let name = format!("relata failed {}", std::process::id());
        let mut tx = engine.begin_two_phase(&name).await?;
        assert!(tx.execute(&add!("Ada")).await.is_err());
        assert!(tx.prepare().await.unwrap_err().is_lost_transaction());
        let mut tx = engine.begin_two_phase(&name).await?;
        tx.execute(&raw!((), "CREATE TEMPORARY TABLE mine (a int)")).await?;
        assert!(tx.prepare().await.is_err());
        assert_eq!(engine.all(&names!()).await?.len(), 3);
        clean_up(&engine).await
    }
}

mod on_others {
    use super::super::on_mysql::{clean_up, on_both, server};
    use super::*;

    on_both!(ended_by_name, 2, async |engine| {
        ended_by_name!(&engine);
        // A statement that fails is undone alone, and what commits by itself is refused.
        let name = format!("relata failed {}", std::process::id());
        let mut tx = engine.begin_two_phase(&name).await?;
        assert!(tx.execute(&raw!((), "SELEC 1")).await.unwrap_err().is_syntax());
        tx.execute(&add!("Grace")).await?;
        assert!(tx.execute(&add!("Ada")).await.unwrap_err().is_unique_violation());
        assert!(tx.execute(&raw!((), "CREATE TABLE mine (a int)")).await.is_err());
        tx.prepare().await?;
        engine.commit_prepared(&name).await?;
        assert_eq!(engine.all(&names!()).await?, ["Ada", "Edsger", "plain", "Grace"]);
    });

    on_both!(what_is_not_begun_writes_nothing, 2, async |engine| {
        let name = format!("relata taken {}", std::process::id());
        let mut tx = engine.begin_two_phase(&name).await?;
        tx.execute(&add!("Ada")).await?;
        tx.prepare().await?;
        let mut tx = engine.begin_two_phase(&name).await?;
        assert_eq!(tx.execute(&add!("Grace")).await.unwrap_err().code(), Some("1440"));
        assert!(tx.execute(&add!("Grace")).await.unwrap_err().is_lost_transaction());
        assert!(tx.commit().await.unwrap_err().is_lost_transaction());
        let mut tx = engine.begin_two_phase(&name).await?;
        assert!(tx.execute(&add!("Grace")).await.is_err());
        tx.rollback().await?;
        let mut tx = engine.begin_two_phase(&name).await?;
        assert!(tx.savepoint().await.is_err());
        assert!(tx.execute(&add!("Grace")).await.unwrap_err().is_lost_transaction());
        assert!(tx.prepare().await.unwrap_err().is_lost_transaction());
        let mut tx = engine.begin_two_phase(&name).await?;
        assert!(tx.execute(&add!("Grace")).await.is_err());
        drop(tx);
        assert!(engine.begin_two_phase(&name).await?.prepare().await.is_err());
        // The one that was prepared is as it was.
        assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
        engine.commit_prepared(&name).await?;
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    });

    on_both!(a_deadlock_leaves_the_pool_whole, 2, async |engine| {
        engine.execute_many(["Ada", "Grace"].map(|name| add!(name))).await?;
        let lock = |id: i64| select(users::id).filter(users::id.eq(id)).for_update();
        let (ada, grace) = (lock(1), lock(2));
        for end in ["rollback", "drop", "commit", "prepare"] {
            let name_of = |part| format!("relata {part} {end} {}", std::process::id());
            let mut first = engine.begin_two_phase(&name_of("first")).await?;
            let mut second = engine.begin_two_phase(&name_of("second")).await?;
            first.one(&ada).await?;
            second.one(&grace).await?;
            let (one, other) = tokio::join!(
                async {
                    let done = first.one(&grace).await;
                    (done, first)
                },
                async {
                    let done = second.one(&ada).await;
                    (done, second)
                },
            );
            let (lost, kept) = if one.0.is_err() { (one, other) } else { (other, one) };
            assert_eq!((lost.0.unwrap_err().code(), kept.0.is_ok()), (Some("1213"), true));
            let mut tx = lost.1;
            assert!(tx.execute(&add!("Alan")).await.is_err());
            match end {
                "rollback" => tx.rollback().await?,
                "drop" => drop(tx),
                "commit" => assert!(tx.commit().await.is_err()),
                _ => assert!(tx.prepare().await.is_err()),
            }
            kept.1.commit().await?;
            let (mut a, mut b) = (engine.connect().await?, engine.connect().await?);
            for connection in [&mut a, &mut b] {
                assert_eq!(connection.all(&names!()).await?, ["Ada", "Grace"]);
            }
        }
    });

    on_both!(what_was_ended_by_hand_is_rolled_back, 1, async |engine| {
        for waits in [true, false] {
            let mut tx = engine.begin_two_phase("relata by hand").await?;
            tx.execute(&add!("Ada")).await?;
            tx.execute(&raw!((), "XA END X'72656c6174612062792068616e64'")).await?;
            if waits {
                tx.rollback().await?
            } else {
                drop(tx)
            }
            assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
        }
    });
}
