//! Prepared statements: each is prepared once, whatever its values are.

use relata::Error;
use relata::prelude::*;

use super::{BOTH, User, add, memory, names, on_every_database, users};

#[tokio::test]
async fn a_statement_type_is_prepared_once() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        let mut connection = engine.connect().await?;
        let mut runs = async |i: i64| {
            connection.execute(&add!(format!("n{i}"))).await?;
            connection.first(&select(User).filter(users::id.eq(i))).await?;
            connection.all(&select(User).filter(users::id.in_(vec![1; i as usize]))).await?;
            let page = select(users::id).order_by(users::id.asc()).limit(i as u64);
            assert_eq!(connection.all(&page).await?.len(), i as usize);
            let rename = update(users::table).set(users::name.set(format!("m{i}")));
            connection.execute(&rename.filter(users::id.eq(i))).await?;
            connection.begin().await?.commit().await?;
            connection.begin().await?.savepoint().await?.commit().await?;
            Ok::<_, Error>(connection.prepared())
        };
        let prepared = runs(1).await?;
        for i in 2..20 {
            assert_eq!(runs(i).await?, prepared);
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_text_that_depends_on_values_is_prepared_once_for_each_text() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        let mut connection = engine.connect().await?;
        let mut found = async |filters: usize| {
            let mut query = from(users::table).select(users::id).boxed();
            for id in 0..filters {
                query = query.filter(users::id.ne(id as i64));
            }
            connection.all(&query).await?;
            Ok::<_, Error>(connection.prepared())
        };
        let first = found(1).await?;
        assert_eq!(found(1).await?, first);
        assert_eq!(found(2).await?, first + 1);
        assert_eq!(found(1).await?, first + 1);
        // The latest 128 are kept.
        for filters in 3..200 {
            found(filters).await?;
        }
        let last = found(199).await?;
        assert_eq!(found(80).await?, last);
        assert_eq!(found(2).await?, last + 1);
    }
    Ok(())
}

#[tokio::test]
async fn an_optional_filter_has_two_texts() -> Result<(), Error> {
    let engine = memory(relata::engine::Execution::Inline).await?;
    engine.execute_many(["Ada", "Grace"].map(|name| add!(name))).await?;
    let named = |name: Option<&'static str>| {
        select(users::id).filter(name.map(|name| users::name.eq(name))).order_by(users::id.asc())
    };
    for _ in 0..2 {
        assert_eq!(engine.all(&named(Some("Grace"))).await?, [2]);
        assert_eq!(engine.all(&named(None)).await?, [1, 2]);
    }
    Ok(())
}

#[tokio::test]
async fn what_stands_behind_the_values_has_texts_too() -> Result<(), Error> {
    let engine = memory(relata::engine::Execution::Inline).await?;
    engine.execute(&add!("Ada")).await?;
    let again = |name: Option<&'static str>, least: Option<i64>| {
        insert_into(users::table)
            .values((users::id.set(1), users::name.set("x"), users::email.set("x")))
            .on_conflict(users::id)
            .do_update((users::id.set(excluded(users::id)), name.map(|n| users::name.set(n))))
            .filter(least.map(|least| users::id.ge(least)))
    };
    let returned = |names: Option<&'static str>| {
        update(users::table)
            .set(users::id.set(1))
            .filter(users::id.eq(1))
            .returning(all_of(names.map(|name| users::name.eq(name))))
    };
    engine.execute(&again(None, None)).await?;
    engine.execute(&again(Some("Grace"), None)).await?;
    assert_eq!(engine.all(&names!()).await?, ["Grace"]);
    engine.execute(&again(Some("Alan"), Some(2))).await?;
    assert_eq!(engine.all(&names!()).await?, ["Grace"]);
    assert_eq!(engine.all(&returned(None)).await?, [true]);
    assert_eq!(engine.all(&returned(Some("Ada"))).await?, [false]);
    Ok(())
}

on_every_database!(a_changed_schema_does_not_disturb_prepared_statements, async |engine| {
    engine.execute(&add!("Ada")).await?;
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    engine.execute(&raw!((), "ALTER TABLE users ADD COLUMN more TEXT")).await?;
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    engine.execute(&raw!((), "ALTER TABLE users RENAME TO others")).await?;
    assert!(engine.all(&names!()).await.unwrap_err().is_unknown_table());
    engine.execute(&raw!((), "ALTER TABLE others RENAME TO users")).await?;
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);
});
