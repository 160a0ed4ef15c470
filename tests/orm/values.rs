//! Values that become objects, and what of an object does not change.

use relata::orm::Kept;

use super::*;

table! {
    pub slips as Slip {
        #[primary_key, identity] id: i64,
        note: Option<String>,
        #[default(3)] copies: i32,
    }
}

table! {
    pub seals as Seal {
        #[primary_key, identity] id: i64,
        #[immutable] maker: String,
        weight: i64,
        #[computed(weight * 2)] double: Option<i64>,
    }
}

on_every_database!(an_object_may_have_nothing_to_give, async |engine, log| {
    let mut session = engine.session();
    let slips = [(); 3].map(|()| session.add_default_values(Slip));
    session.commit().await?;
    for (at, slip) in slips.into_iter().enumerate() {
        let slip = session.saved(slip)?;
        let Slip { id, note, copies } = session[slip].clone();
        assert_eq!((id, note, copies), (at as i64 + 1, None, 3));
    }
    assert_eq!(engine.one(&from(slips::table).select(count_rows())).await?, 3);
    log.take();
});

on_every_database!(a_value_becomes_a_new_object, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(Account, accounts::balance.set(10));
    session.commit().await?;
    let ada = session.saved(ada)?;
    session.edit(&ada).balance = 20;
    session.commit().await?;
    let value = session[ada].clone();
    session.delete(&ada);
    session.commit().await?;
    // Its row is gone, and it is added again as it was.
    assert_eq!(session.merge(value.clone()).await?, None);
    let Kept::Added(again) = session.merge_or_add(value.clone()).await? else {
        panic!("it is there")
    };
    let seal = session.add_value(Seal { id: 7, maker: "A".into(), weight: 2, double: None });
    session.commit().await?;
    let (again, seal) = (session.saved(again)?, session.saved(seal)?);
    assert_eq!(session[again], value);
    assert_eq!((session[seal].id, session[seal].double), (7, Some(4)));
    assert_eq!(engine.all(&select(Account)).await?, std::slice::from_ref(&value));
    // Now it is there.
    let other = Account { balance: 7, ..value };
    assert_eq!(session.merge_or_add(other).await?, Kept::There(again));
    session.commit().await?;
    assert_eq!(session[again].balance, 7);
    log.take();
});

on_every_database!(a_value_of_an_old_version_is_stale, async |engine, log| {
    let mut session = engine.session();
    let account = session.add(Account, accounts::balance.set(10));
    session.commit().await?;
    let account = session.saved(account)?;
    let old = session[account].clone();
    session.edit(&account).balance = 20;
    session.commit().await?;
    let error = session.merge(Account { balance: 30, ..old.clone() }).await.unwrap_err();
    assert!(error.is_stale(), "{error}");
    assert_eq!(error.to_string(), "accounts 1 has version 2, and 1 was expected");
    assert!(!session.has_changes());
    let now = session[account].clone();
    assert_eq!(session.merge(Account { balance: 30, ..now }).await?, Some(account));
    session.commit().await?;
    assert_eq!(engine.all(&select(accounts::balance)).await?, [30]);
    log.take();
});

on_every_database!(what_does_not_change_is_named, async |engine, log| {
    let mut session = engine.session();
    let seal = session.add(Seal, (seals::maker.set("Ada"), seals::weight.set(2)));
    session.commit().await?;
    let seal = session.saved(seal)?;
    let error = |error: Error| error.to_string();
    session.edit(&seal).maker = "Eve".into();
    session.edit(&seal).weight = 3;
    log.take();
    assert_eq!(
        error(session.flush().await.unwrap_err()),
        "column `maker` of seals 1 is immutable: it does not change"
    );
    session.edit(&seal).maker = "Ada".into();
    session.edit(&seal).double = Some(5);
    assert_eq!(
        error(session.flush().await.unwrap_err()),
        "column `double` of seals 1 is computed by the database: it does not change"
    );
    assert_eq!(log.take(), [""; 0]);
    // A value from elsewhere has it as it was computed then.
    let value = Seal { double: None, ..session[seal].clone() };
    session.refresh(&seal).await?;
    session.merge(value).await?;
    session.commit().await?;
    assert_eq!(engine.all(&select((seals::weight, seals::double))).await?, [(3, Some(6))]);
    session.refresh(&seal).await?;
    assert_eq!(session[seal].double, Some(6));
    log.take();
});
