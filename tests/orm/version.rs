//! `#[version]`: whoever was slower is told so.

use super::*;

on_every_face!(the_slower_of_two_sessions_is_stale, async |engine, log| {
    let mut first = engine.session();
    let account = first.add(Account, accounts::balance.set(10));
    let other = first.add(Account, accounts::balance.set(5));
    first.commit().await?;
    let (account, other) = (first.saved(account)?, first.saved(other)?);
    assert_eq!(first[account].version, 1);
    log.take();
    first.edit(&account).balance = 20;
    first.commit().await?;
    assert_eq!(
        log.statements(),
        ["UPDATE accounts SET balance = ?1, version = version + 1 WHERE id = ?2 AND version = ?3"]
    );
    assert_eq!(first[account].version, 2);
    engine
        .execute(
            &update(accounts::table)
                .set((accounts::balance.set(0), accounts::version.set(3)))
                .filter(accounts::id.eq(1)),
        )
        .await?;
    first.edit(&other).balance = 6;
    first.edit(&account).balance = 30;
    log.take();
    let error = first.commit().await.unwrap_err();
    assert!(error.is_stale(), "{error}");
    assert_eq!(error.to_string(), "accounts 1 has version 3, and 2 was expected");
    assert_eq!(
        log.statements()[0],
        "UPDATE accounts SET balance = CASE id WHEN ?1 THEN ?2 WHEN ?3 THEN ?4 ELSE balance END, \
         version = version + 1 WHERE id = ?5 AND version = ?6 OR id = ?7 AND version = ?8"
    );
    // Nothing of the flush is written.
    first.rollback().await?;
    let balances = engine.all(&select(accounts::balance).order_by(accounts::id)).await?;
    assert_eq!(balances, [0, 5]);
    first.refresh(&account).await?;
    first.edit(&account).balance = 40;
    first.commit().await?;
    assert_eq!(first[account].version, 4);
    engine.execute(&delete(accounts::table).filter(accounts::id.eq(1))).await?;
    first.edit(&account).balance = 50;
    let error = first.commit().await.unwrap_err();
    assert!(error.is_stale() && error.to_string() == "accounts 1 is gone", "{error}");
    first.rollback().await?;
    first.delete(&account);
    assert!(first.commit().await.unwrap_err().is_stale());
});

on_every_database!(of_several_rows_the_stale_one_is_named, async |engine, log| {
    let mut session = engine.session();
    let new = [1, 2].map(|balance| session.add(Account, accounts::balance.set(balance)));
    session.commit().await?;
    let [one, two] = new.map(|new| session.saved(new).unwrap());
    let id = session[two].id;
    let pay = update(accounts::table).set(accounts::balance.set(0)).filter(accounts::id.eq(id));
    engine.execute(&pay.last_write_wins()).await?;
    let stale = format!("accounts {id} has version 2, and 1 was expected");
    session.edit(&one).balance = 3;
    session.edit(&two).balance = 3;
    assert_eq!(session.flush().await.unwrap_err().to_string(), stale);
    session.rollback().await?;
    session.delete(&one);
    session.delete(&two);
    assert_eq!(session.flush().await.unwrap_err().to_string(), stale);
    log.take();
});

on_every_face!(key_and_version_are_not_edited, async |engine, log| {
    let mut session = engine.session();
    let account = session.add(Account, accounts::balance.set(10));
    session.flush().await?;
    let account = session.saved(account)?;
    session.edit(&account).version = 7;
    let error = session.flush().await.unwrap_err().to_string();
    assert_eq!(
        error,
        "the key and the version of an object do not change: accounts 1, column `version`"
    );
    session.refresh(&account).await?;
    session.edit(&account).id = 7;
    assert!(session.flush().await.is_err());
    assert_eq!(session.get(Account, 1).await?, Some(account));
    log.take();
});

on_every_face!(a_statement_of_an_old_version_is_stale, async |engine, log| {
    let mut session = engine.session();
    let account = session.add(Account, accounts::balance.set(10));
    session.commit().await?;
    let account = session.saved(account)?;
    let pay = |version| {
        let set = update(accounts::table).set(accounts::balance.set(accounts::balance + 1));
        set.filter(accounts::id.eq(1)).at_version(version)
    };
    assert_eq!(engine.execute(&pay(1)).await?, 1);
    let error = engine.execute(&pay(1)).await.unwrap_err();
    assert!(error.is_stale(), "{error}");
    assert_eq!(error.to_string(), "UPDATE of accounts found no row of version 1");
    assert!(error.sql().is_some_and(|sql| sql.starts_with("UPDATE accounts ")));

    // All or none.
    let error = engine.execute_many([pay(2), pay(2)]).await.unwrap_err();
    assert!(error.is_stale(), "{error}");
    assert_eq!(engine.execute_many([pay(2), pay(3)]).await?, 2);
    let mut connection = engine.connect().await?;
    assert!(connection.execute(&pay(2)).await.unwrap_err().is_stale());
    drop(connection);

    // Nothing is committed with it.
    let mut tx = engine.begin().await?;
    tx.execute(&pay(4)).await?;
    assert!(tx.commit_with(&pay(1)).await.unwrap_err().is_stale());
    assert_eq!(engine.begin().await?.commit_with(&pay(4)).await?, 1);

    // A session that has the object sees it.
    session.get(Account, 1).await?;
    assert!(session.execute(&pay(1)).await.unwrap_err().is_stale());
    assert_eq!(session.execute(&pay(5)).await?, 1);
    assert!(session.find(&account).is_err(), "it is expired");
    session.refresh(&account).await?;
    assert_eq!((session[account].balance, session[account].version), (15, 6));
    session.commit().await?;

    // Whoever does not ask counts on all the same, and who was slower than that is told so.
    session.edit(&account).balance = 0;
    let fill = update(accounts::table).set(accounts::balance.set(1)).every_row();
    assert_eq!(engine.execute(&fill.last_write_wins()).await?, 1);
    assert!(session.commit().await.unwrap_err().is_stale());
    log.take();
});

on_every_database!(
    with_update_returning,
    rows_of_an_old_version_are_stale_too,
    async |engine, log| {
        engine.execute(&insert_into(accounts::table).values(accounts::balance.set(10))).await?;
        let pay = |version| {
            update(accounts::table)
                .set(accounts::balance.set(accounts::balance + 1))
                .filter(accounts::id.eq(1))
                .at_version(version)
                .returning(accounts::version)
        };
        assert_eq!(engine.one(&pay(1)).await?, 2);
        assert_eq!(engine.all(&pay(2)).await?, [3]);
        let third = pay(3);
        let mut all = engine.stream(&third);
        assert_eq!(all.next().await.transpose()?, Some(4));
        assert!(all.next().await.is_none());
        drop(all);
        assert!(engine.one(&pay(1)).await.unwrap_err().is_stale());
        assert!(engine.one_or_none(&pay(1)).await.unwrap_err().is_stale());
        assert!(engine.fetch(&pay(1)).await.unwrap_err().is_stale());
        assert!(engine.first(&pay(1)).await.unwrap_err().is_stale());
        assert!(engine.all(&pay(1)).await.unwrap_err().is_stale());
        assert!(engine.for_each(&pay(1), |_| {}).await.unwrap_err().is_stale());
        assert!(engine.stream(&pay(1)).next().await.unwrap().unwrap_err().is_stale());
        let mut tx = engine.begin().await?;
        assert!(tx.stream(&pay(1)).next().await.unwrap().unwrap_err().is_stale());
        assert_eq!(tx.one(&pay(4)).await?, 5);
        tx.commit().await?;
        let mut session = engine.session();
        assert!(session.one(&pay(1)).await.unwrap_err().is_stale());
        assert_eq!(session.one(&pay(5)).await?, 6);
        log.take();
    }
);
