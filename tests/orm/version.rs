//! `#[version]`: whoever was slower is told so.

use super::*;

on_every_database!(the_slower_of_two_sessions_is_stale, async |engine, log| {
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

on_every_database!(key_and_version_are_not_edited, async |engine, log| {
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
