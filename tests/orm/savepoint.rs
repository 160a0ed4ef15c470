//! What a rollback to a savepoint forgets, and what it leaves.

use super::*;

on_every_face!(only_what_was_written_after_a_savepoint_expires, async |engine, log| {
    let mut session = engine.session();
    let [ada, grace] = ["Ada", "Grace"].map(|name| session.add(User, user!(name)));
    let account = session.add(Account, accounts::balance.set(1));
    session.add(Tag, tags::name.set("rust"));
    session.commit().await?;
    let [ada, grace] = [ada, grace].map(|new| session.saved(new).unwrap());
    let account = session.saved(account)?;
    session
        .execute(
            &update(accounts::table).set(accounts::balance.set(2)).every_row().last_write_wins(),
        )
        .await?;
    // It was written before the savepoint, and stays.
    session.refresh(&account).await?;
    session.refresh_all([&ada, &grace]).await?;
    let savepoint = session.savepoint().await?;
    let rename = update(users::table).set(users::name.set("x")).filter(users::name.eq("Ada"));
    session.execute(&rename).await?;
    session.refresh(&ada).await?;
    let rust = session.get_one(Tag, "rust".into()).await?;
    assert_eq!(session[ada].name, "x");
    session.rollback_to(savepoint).await?;
    assert_eq!(session[account].balance, 2);
    assert_eq!(session[rust].name, "rust");
    // What was read of it was never there.
    assert!(session.find(&ada).is_err());
    session.refresh_all([&ada, &grace]).await?;
    assert_eq!((&*session[ada].name, &*session[grace].name), ("Ada", "Grace"));
    log.take();
    // The statement before the savepoint is undone by the transaction alone.
    session.rollback().await?;
    assert!(session.find(&account).is_err() && session.find(&rust).is_ok());
    session.refresh(&account).await?;
    assert_eq!(session[account].balance, 1);
});

on_every_face!(objects_that_were_flushed_go_back_beside_what_was_written, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let account = session.add(Account, accounts::balance.set(1));
    session.commit().await?;
    let (ada, account) = (session.saved(ada)?, session.saved(account)?);
    let account_id = session[account].id;
    let outer = session.savepoint().await?;
    session.execute(&update(users::table).set(users::name.set("y")).every_row()).await?;
    let inner = session.savepoint().await?;
    session.edit(&account).balance = 2;
    session.flush().await?;
    session.rollback_to(inner).await?;
    assert_eq!((session[account].balance, session[account].version), (1, 1));
    session.rollback_to(outer).await?;
    assert_eq!(session[account].balance, 1);
    assert_eq!(session.get(Account, account_id).await?, Some(account));
    assert!(session.find(&ada).is_err());
    session.edit(&account).balance = 3;
    session.commit().await?;
    assert_eq!(engine.all(&select(accounts::balance)).await?, [3]);
    log.take();
});
