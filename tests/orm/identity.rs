//! Each row is one object: what `get` and queries give, and what happens to objects that are gone.

use super::*;

on_every_database!(a_row_is_one_object, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.flush().await?;
    let ada = session.saved(ada)?;
    log.take();
    let id = session[ada].id;
    assert_eq!(session.get(User, id).await?, Some(ada));
    assert_eq!(log.statements(), [""; 0]);
    // A query reads its rows, and gives the object that is there, with its changes.
    session.edit(&ada).name = "Augusta".into();
    let found = session.all(&select(User).filter(users::name.eq("Ada"))).await?;
    assert_eq!(found, [ada]);
    assert_eq!(session[found[0]].name, "Augusta");
    assert_eq!(session.count(User), 1);
    assert_eq!(session.get(User, 99).await?, None);
    assert!(session.get_one(User, 99).await.unwrap_err().is_not_found());
    // Rows of all shapes.
    let rows = from(users::table).left_join(users::posts).select((User, Post, users::name));
    assert_eq!(session.all(&rows).await?, [(ada, None, "Ada".to_owned())]);
    assert_eq!(
        session.one_or_none(&select(users::name).filter(users::id.eq(id))).await?,
        Some("Ada".into())
    );
    assert_eq!(session.first(&select(User).order_by(users::id)).await?, Some(ada));
    assert_eq!(session.one(&from(users::table).select(count_rows())).await?, 1);
});

on_every_database!(the_first_object_is_the_only_one_that_is_read, async |engine, log| {
    let mut session = engine.session();
    for name in ["Ada", "Grace", "Edith"] {
        let user = session.add(User, user!(name));
        session.add(Post, (posts::author.set(&user), posts::title.set(format!("{name} 1"))));
        session.add(Post, (posts::author.set(&user), posts::title.set(format!("{name} 2"))));
    }
    session.commit().await?;
    drop(session);
    let mut session = engine.session();
    let by_name = select(User).order_by(users::name);
    log.take();
    let ada = session.first(&by_name).await?.unwrap();
    let start = "SELECT users.id, users.name, users.email, users.nickname FROM users \
                 ORDER BY users.name";
    // SQLite gives no more rows than are asked for.
    assert_eq!(log.statements(), [by_database(&engine, start, &format!("{start} LIMIT 1"))]);
    assert_eq!((&*session[ada].name, session.count(User)), ("Ada", 1));
    // With what is loaded beside it.
    let loaded = session.first(&by_name.with(users::posts)).await?.unwrap();
    assert_eq!((loaded.get(users::posts).len(), session.count(Post)), (2, 2));
    let joined = select(User).order_by(users::name.desc()).joined(users::posts);
    let grace = session.first(&joined).await?.unwrap();
    assert_eq!((&*session[&grace].name, grace.get(users::posts).len()), ("Grace", 2));
    drop(session);
    let mut session = engine.session();
    let written = select(Post).order_by(posts::id.desc()).joined(posts::author);
    let post = session.first(&written).await?.unwrap();
    assert_eq!((&*session[&post].title, session.count(Post)), ("Edith 2", 1));
    assert!(post.get(posts::author).is_some());
    let none = select(User).filter(users::name.eq("nobody")).order_by(users::id);
    assert_eq!(session.first(&none).await?, None);
    log.take();
});

on_every_database!(get_reads_again_in_another_transaction, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    let id = session[ada].id;
    engine
        .execute(&update(users::table).set(users::name.set("Augusta")).filter(users::id.eq(id)))
        .await?;
    // What was read stays readable, as it was then.
    assert_eq!(session[ada].name, "Ada");
    log.take();
    assert_eq!(session.get(User, id).await?, Some(ada));
    assert_eq!(session[ada].name, "Augusta");
    assert_eq!(log.statements().len(), 1);
    assert_eq!(session.get(User, id).await?, Some(ada));
    assert_eq!(log.statements(), [""; 0]);
    session.commit().await?;

    let mut keeper = engine.session().keep_after_commit();
    let ada = keeper.get_one(User, id).await?;
    keeper.commit().await?;
    log.take();
    assert_eq!(keeper.get(User, id).await?, Some(ada));
    assert_eq!(log.take(), [""; 0]);
});

on_every_database!(expired_objects_are_read_again_when_that_is_asked_for, async |engine, log| {
    let mut session = engine.session();
    let new: Vec<_> = ["Ada", "Grace"].map(|name| session.add(User, user!(name))).into();
    session.flush().await?;
    let people: Vec<_> = new.into_iter().map(|new| session.saved(new).unwrap()).collect();
    session.edit(&people[0]).name = "lost".into();
    session.expire(&people[0])?;
    let error = session.find(&people[0]).unwrap_err();
    assert_eq!(error.to_string(), "users 1 has expired: `refresh` it");
    session.refresh(&people[0]).await?;
    assert_eq!(session[people[0]].name, "Ada");
    // A statement that writes rows of the table expires its objects.
    session.edit(&people[1]).nickname = Some("amazing".into());
    let rename = update(users::table).set(users::name.set("all")).filter(users::id.gt(0));
    assert_eq!(session.execute(&rename).await?, 2);
    assert!(session.find(&people[1]).is_err());
    log.take();
    session.refresh_all(&people).await?;
    assert_eq!(log.statements().len(), 1);
    assert_eq!(
        (session[people[0]].name.as_str(), session[people[1]].name.as_str()),
        ("all", "all")
    );
    assert_eq!(session[people[1]].nickname.as_deref(), Some("amazing"));
    session.execute(&delete(users::table).filter(users::id.eq(1))).await?;
    let gone = session.refresh(&people[0]).await.unwrap_err();
    assert!(gone.is_stale() && gone.to_string() == "users 1 is gone", "{gone}");
});

on_every_database!(with_update_returning, what_returning_gives_is_new, async |engine, log| {
    let mut session = engine.session();
    let new = ["Ada", "Grace"].map(|name| session.add(User, user!(name)));
    session.commit().await?;
    let [ada, grace] = new.map(|new| session.saved(new).unwrap());
    let back =
        update(users::table).set(users::name.set("A.")).filter(users::id.eq(1)).returning(User);
    assert_eq!(session.all(&back).await?, [ada]);
    assert_eq!(session[ada].name, "A.");
    assert!(session.find(&grace).is_err());
    log.take();
});

on_every_database!(objects_of_another_session_are_told_apart, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    let mut other = engine.session();
    let text = |error: Error| error.to_string();
    assert_eq!(text(other.find(&ada).unwrap_err()), "the object belongs to another session");
    let here = other.get_one(User, session[ada].id).await?;
    assert_ne!(here, ada);
    assert_eq!(text(other.find(&ada).unwrap_err()), "the object belongs to another session");
    other.add(Post, (posts::author_id.set(&ada), posts::title.set("Notes")));
    let error = text(other.flush().await.unwrap_err());
    assert_eq!(error, "an object of another session was given as a reference");
    log.take();
});

on_every_database!(what_is_detached_is_a_value_again, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    let mut value = session.detach(&ada)?;
    assert_eq!(session.count(User), 0);
    assert_eq!(
        session.find(&ada).unwrap_err().to_string(),
        "the object of users is no longer in the session"
    );
    let id = value.id;
    let again = session.get_one(User, id).await?;
    assert_ne!(again, ada);
    // What differs in a value from elsewhere is written.
    value.nickname = Some("A".into());
    log.take();
    assert_eq!(session.merge(value.clone()).await?, Some(again));
    session.commit().await?;
    assert_eq!(log.statements(), ["UPDATE users SET nickname = ?1 WHERE id = ?2"]);
    let mut other = engine.session();
    let attached = other.attach(value.clone());
    assert_eq!(other.get(User, id).await?, Some(attached));
    assert_eq!(log.statements(), [""; 0]);
    value.id = 99;
    assert_eq!(other.merge(value).await?, None);
});

on_every_database!(slots_are_used_again, async |engine, log| {
    let mut session = engine.session();
    for round in 0..3 {
        let new: Vec<_> =
            (0..600).map(|n| session.add(User, user!(format!("{round}.{n}")))).collect();
        session.flush().await?;
        let people: Vec<_> = new.into_iter().map(|new| session.saved(new).unwrap()).collect();
        people.iter().for_each(|person| session.delete(person));
        session.commit().await?;
        assert!(people.iter().all(|person| session.find(person).is_err()));
        assert_eq!(session.count(User), 0);
    }
    log.take();
});

#[tokio::test]
async fn a_session_goes_to_another_thread() -> Result<(), Error> {
    let engine = memory().await?;
    let task = tokio::spawn(async move {
        let mut session = engine.session();
        let ada = session.add(User, user!("Ada"));
        session.flush().await?;
        let ada = session.saved(ada)?;
        session.edit(&ada).nickname = Some("A".into());
        session.all(&select(User)).await?;
        session.refresh(&ada).await?;
        session.get(User, 1).await?;
        session.commit().await?;
        session.rollback().await?;
        Ok::<_, Error>(session[ada].id)
    });
    assert_eq!(task.await.expect("the task ends")?, 1);
    Ok(())
}
