//! What others do to the rows of a session meanwhile, and servers that die: the session says what is true.

use super::*;

on_every_database!(of_two_that_change_an_old_row_the_second_is_stale, async |engine, log| {
    let mut first = engine.session();
    let account = first.add(Account, accounts::balance.set(10));
    first.commit().await?;
    let account = first.saved(account)?;
    let id = first[account].id;
    let mut second = engine.session().keep_after_commit();
    let same = second.get_one(Account, id).await?;
    second.commit().await?;
    first.edit(&account).balance += 1;
    first.commit().await?;
    second.edit(&same).balance += 2;
    let error = second.commit().await.unwrap_err();
    assert!(error.is_stale(), "{error}");
    // What waited still waits, and the transaction goes on.
    assert!(second.is_changed(&same)? && second[same].balance == 12);
    second.refresh(&same).await?;
    assert_eq!((second[same].balance, second[same].version), (11, 2));
    second.edit(&same).balance += 2;
    second.commit().await?;
    assert_eq!(engine.all(&select(accounts::balance)).await?, [13]);
    log.take();
});

on_every_database!(a_parent_that_is_gone_refuses_its_children, async |engine, log| {
    let mut session = engine.session().keep_after_commit();
    let [ada, grace] = ["Ada", "Grace"].map(|name| session.add(User, user!(name)));
    session.commit().await?;
    let [ada, grace] = [ada, grace].map(|new| session.saved(new).unwrap());
    let id = session[ada].id;
    engine.execute(&delete(users::table).filter(users::id.eq(id))).await?;
    let orphan = session.add(Post, (posts::author.set(&ada), posts::title.set("lost")));
    let kept = session.add(Post, (posts::author.set(&grace), posts::title.set("kept")));
    let error = session.flush().await.unwrap_err();
    assert!(error.is_foreign_key_violation(), "{error}");
    assert!(session.saved(kept).is_err());
    session.discard(orphan)?;
    session.commit().await?;
    assert_eq!(engine.all(&select(posts::title)).await?, ["kept"]);
    // Of the one that is gone a change is an error too, where its versions are counted or not.
    session.edit(&ada).name = "Augusta".into();
    let error = session.commit().await.unwrap_err();
    assert_eq!((error.is_stale(), error.to_string()), (true, format!("users {id} is gone")));
    session.rollback().await?;
    assert!(session.refresh(&ada).await.unwrap_err().is_stale());
    log.take();
});

on_every_database!(rows_that_need_each_other_are_an_error_before_anything, async |engine, log| {
    let mut session = engine.session();
    let [a, b] = [("a", "b"), ("b", "a")]
        .map(|(own, other)| session.add(Knot, (knots::name.set(own), knots::other.set(other))));
    log.take();
    let error = session.flush().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "rows reference each other in a circle, and none of the foreign keys can be NULL at first: \
         knots → knots → knots"
    );
    assert_eq!(log.take(), [""; 0]);
    session.discard(a)?;
    session.discard(b)?;
    // A row may reference itself.
    session.add(Knot, (knots::name.set("c"), knots::other.set("c")));
    session.commit().await?;
    assert_eq!(session.all(&select(knots::name)).await?, ["c"]);
    log.take();
});

table! {
    pub knots as Knot {
        #[primary_key] name: String,
        #[references(knots::name)] other: String,
    }
}

on_every_database!(rows_that_need_each_other_by_several_columns, async |engine, log| {
    let mut session = engine.session();
    let mate = |name: &'static str, best: &'static str| {
        (mates::house.set(7), mates::name.set(name), mates::best.set(best))
    };
    let new = [("ada", "grace"), ("grace", "edith"), ("edith", "ada"), ("ida", "ida")]
        .map(|(name, best)| session.add(Mate, mate(name, best)));
    log.take();
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "INSERT INTO mates (house, name) VALUES (?1, ?2)",
            "INSERT INTO mates (house, name, best) VALUES (?1, ?2, ?3)",
            "INSERT INTO mates (house, name, best) VALUES (?1, ?2, ?3)",
            "INSERT INTO mates (house, name, best) VALUES (?1, ?2, ?3)",
            "UPDATE mates SET best = ?1 WHERE house = ?2 AND name = ?3",
        ]
    );
    session.commit().await?;
    let pairs = select((mates::name, mates::best)).order_by(mates::name);
    let pairs = engine.all(&pairs).await?;
    let best: Vec<_> = pairs.iter().map(|(_, best)| best.as_deref().unwrap()).collect();
    assert_eq!(best, ["grace", "ada", "edith", "ida"]);
    let mates = new.map(|new| session.saved(new).unwrap());
    assert_eq!(session[mates[0]].best.as_deref(), Some("grace"));
    let found = session.load(&mates[1], mates::friend).await?;
    assert_eq!(found.get(mates::friend), Some(&mates[2]));
    mates.iter().for_each(|mate| session.delete(mate));
    session.commit().await?;
    assert!(engine.all(&select(mates::name)).await?.is_empty());
    log.take();
});

/// How many statements delete rows that reference themselves.
fn deletes_of_own<D: Driver>(_: &Engine<D>) -> usize {
    if ["PostgreSQL", "SQLite"].contains(&D::SPEC.name) { 1 } else { 2 }
}

on_every_database!(rows_that_reference_themselves_are_deleted_at_once, async |engine, log| {
    let mut session = engine.session();
    let new = ["ada", "grace", "ida"].map(|name| {
        session.add(Mate, (mates::house.set(7), mates::name.set(name), mates::best.set(name)))
    });
    session.commit().await?;
    new.map(|new| session.saved(new).unwrap()).iter().for_each(|mate| session.delete(mate));
    log.take();
    session.flush().await?;
    let statements = log.statements();
    assert_eq!(statements.len(), deletes_of_own(&engine), "{statements:?}");
    assert!(statements.last().unwrap().starts_with("DELETE FROM mates "), "{statements:?}");
    session.commit().await?;
    assert!(engine.all(&select(mates::name)).await?.is_empty());
    log.take();
});

table! {
    #[
        primary_key(house, name),
        foreign_key(columns(house, best), references(mates::house, mates::name)),
    ]
    pub mates as Mate {
        house: i64,
        name: String,
        best: Option<String>,
        friend: BelongsTo<mates::friends, (house, best)>,
        friends: HasMany<mates::friend>,
    }
}

/// Both in their transactions at once: the second waits for the first, and is told.
#[cfg(feature = "postgres")]
#[tokio::test]
async fn of_two_at_once_the_second_is_stale() -> Result<(), Error> {
    let Some(engine) = server().await? else { return Ok(()) };
    let mut first = engine.session();
    let account = first.add(Account, accounts::balance.set(10));
    first.commit().await?;
    let account = first.saved(account)?;
    let mut second = engine.session();
    let same = second.get_one(Account, first[account].id).await?;
    first.edit(&account).balance = 1;
    first.flush().await?;
    second.edit(&same).balance = 2;
    let (error, done) = tokio::join!(second.flush(), async {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        first.commit().await
    });
    done?;
    let error = error.unwrap_err();
    assert!(error.is_stale(), "{error}");
    assert!(error.to_string().ends_with("has version 2, and 1 was expected"), "{error}");
    second.rollback().await?;
    assert_eq!(engine.all(&select(accounts::balance)).await?, [1]);
    drop((first, second));
    clean_up(&engine).await
}

/// Where the connection dies, nothing is written, and objects are what they were.
#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_server_that_dies_in_a_flush_or_a_commit() -> Result<(), Error> {
    let Some(engine) = server().await? else { return Ok(()) };
    for at_commit in [false, true] {
        let mut session = engine.session();
        let pid = session.all(&raw!(i32, "SELECT pg_backend_pid()")).await?[0];
        let ada = session.add(User, user!("Ada"));
        if at_commit {
            session.flush().await?;
        }
        let killed = engine.all(&raw!(bool, "SELECT pg_terminate_backend({}, 9000)", pid)).await?;
        assert_eq!(killed, [true]);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        let error = session.commit().await.unwrap_err();
        assert!(error.is_disconnect() && !error.is_unknown_commit(), "{error:?}");
        session.rollback().await.ok();
        assert!(session.saved(ada).is_err() && !session.has_changes());
        // It goes on with another connection.
        assert!(session.all(&select(User)).await?.is_empty());
        let grace = session.add(User, user!("Grace"));
        session.commit().await?;
        let grace = session.saved(grace)?;
        session.delete(&grace);
        session.commit().await?;
    }
    clean_up(&engine).await
}
