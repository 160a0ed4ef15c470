//! Sessions that overwrite nothing, and those that only read.

use relata::orm::Kept;

use super::*;

on_every_database!(what_is_locked_is_as_it_is_now, async |engine, log| {
    let mut session = engine.session().checked();
    let ada = session.add(User, user!("Ada"));
    let account = session.add(Account, accounts::balance.set(1));
    session.commit().await?;
    let (ada, account) = (session.saved(ada)?, session.saved(account)?);
    let rename = update(users::table).set(users::name.set("Augusta")).every_row();
    engine.execute(&rename).await?;
    log.take();
    session.lock(&ada).await?.nickname = Some("the countess".into());
    assert_eq!(session[ada].name, "Augusta");
    // What waits is written before, and not forgotten.
    session.edit(&account).balance = 2;
    session.lock(&ada).await?.email = "ada@example.com".into();
    session.commit().await?;
    let read = "SELECT users.id, users.name, users.email, users.nickname FROM users \
                WHERE users.id IN (SELECT value FROM json_each(?1))";
    let read = by_database(&engine, read, &format!("{read} FOR UPDATE")).to_owned();
    assert_eq!(
        log.statements(),
        [
            &*read,
            "UPDATE users SET nickname = ?1 WHERE id = ?2",
            "UPDATE accounts SET balance = ?1, version = version + 1 WHERE id = ?2 AND version = ?3",
            &*read,
            "UPDATE users SET email = ?1 WHERE id = ?2",
        ]
    );
    let stored = engine.all(&select((users::name, users::email, users::nickname))).await?;
    let text = |text: &str| text.to_owned();
    assert_eq!(stored, [(text("Augusta"), text("ada@example.com"), Some(text("the countess")))]);
    // It is among the words of a session, and versions are compared.
    let mut session = engine.session().live().checked().across_tenants();
    let again = session.get_one(Account, 1).await?;
    let value = Account { balance: 3, ..session[again].clone() };
    assert_eq!(session.merge_or_add(value).await?, Kept::There(again));
    session.commit().await?;
    engine.execute(&delete(users::table).every_row()).await?;
    let mut session = engine.session().checked();
    let gone = session.attach(User {
        id: 1,
        name: "Ada".into(),
        email: "ada@example.com".into(),
        nickname: None,
    });
    assert!(session.lock(&gone).await.unwrap_err().is_stale());
    log.take();
});

on_every_database!(two_that_lock_a_row_lose_nothing, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    session.commit().await?;
    let id = session[session.saved(post)?].id;
    drop(session);
    let count = async |engine: &Engine<_>| {
        for _ in 0..5 {
            let mut session = engine.session().checked();
            let post = session.get_one(Post, id).await?;
            session.lock(&post).await?.likes += 1;
            session.commit().await?;
        }
        Ok::<_, Error>(())
    };
    let (one, other) = tokio::join!(count(&engine), count(&engine));
    one.and(other)?;
    assert_eq!(engine.all(&select(posts::likes)).await?, [10]);
    log.take();
});

on_every_database!(a_session_that_reads_has_its_own_transactions, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    session.commit().await?;
    drop(session);
    let mut reader = engine.read_only().session();
    let people = reader.all(&select(User).with(users::posts)).await?;
    assert_eq!(reader[people[0].get(users::posts)[0]].title, "Notes");
    let savepoint = reader.savepoint().await?;
    assert_eq!(reader.get(User, 1).await?, Some(people[0].handle()));
    reader.refresh(&people[0]).await?;
    reader.load(&people[0], users::posts).await?;
    reader.rollback_to(savepoint).await?;
    let titles = select(posts::title);
    let mut rows = reader.stream(&titles).await?;
    assert_eq!(rows.next().await.transpose()?.as_deref(), Some("Notes"));
    drop(rows);
    reader.rollback().await?;
    assert_eq!(reader.one(&from(posts::table).select(count_rows())).await?, 1);
    reader.commit().await?;
    // It can say whose rows it means, as others do.
    let mut reader = engine.read_only().session().live();
    assert_eq!(reader.all(&select(User)).await?.len(), 1);
    log.take();
});
