//! The verbs that a session shares with the other executors, and what they leave of its objects.

use relata::engine::Bulk;

use super::*;

on_every_database!(rows_come_one_by_one_as_objects, async |engine, log| {
    let mut session = engine.session();
    for n in 0..600 {
        session.add(User, user!(format!("user {n}")));
    }
    session.commit().await?;
    session.detach_all();
    let query = select(User).order_by(users::id);
    let mut rows = session.stream(&query).await?;
    let first = rows.next().await.unwrap()?;
    drop(rows);
    // Those that were taken are objects, and the session goes on.
    assert_eq!((&*session[first].name, session.count(User)), ("user 0", 1));
    session.edit(&first).nickname = Some("first".into());
    let mut rows = session.stream(&query).await?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().await {
        all.push(row?);
    }
    drop(rows);
    assert_eq!((all.len(), all[0], session.count(User)), (600, first, 600));
    assert_eq!(session[first].nickname.as_deref(), Some("first"));
    let names = select((users::id, users::name)).order_by(users::id.desc());
    let last = session.stream(&names).await?.next().await.unwrap()?;
    assert_eq!(last.1, "user 599");
    session.commit().await?;
    log.take();
});

on_every_database!(many_statements_are_all_or_none, async |engine, log| {
    let mut session = engine.session();
    let new = ["Ada", "Grace"].map(|name| session.add(User, user!(name)));
    session.flush().await?;
    let [ada, grace] = new.map(|new| session.saved(new).unwrap());
    let ids = [session[ada].id, session[grace].id];
    let nick =
        |id: i64| update(users::table).set(users::nickname.set("x")).filter(users::id.eq(id));
    assert_eq!(session.execute_many(ids.map(nick)).await?, 2);
    assert!(session.find(&ada).is_err());
    session.refresh_all([&ada, &grace]).await?;
    assert_eq!(session[grace].nickname.as_deref(), Some("x"));
    let same =
        |id: i64| update(users::table).set(users::email.set("same")).filter(users::id.eq(id));
    let error = session.execute_many(ids.map(same)).await.unwrap_err();
    assert!(error.is_unique_violation(), "{error}");
    // None of it is written, and the transaction goes on.
    assert_eq!(session[ada].email, "Ada@example.org");
    assert_eq!(session.execute_many(ids.map(nick).into_iter().take(0)).await?, 0);
    session.commit().await?;
    let emails = engine.all(&select(users::email).order_by(users::email)).await?;
    assert_eq!(emails, ["Ada@example.org", "Grace@example.org"]);
    log.take();
});

on_every_database!(rows_are_inserted_behind_the_objects, async |engine, log| {
    let mut session = engine.session();
    let waiting = session.add(Tag, tags::name.set("rust"));
    let rows = (0..40).map(|n| user!(format!("user {n}")));
    let insert = insert_into(users::table).rows(rows);
    let keys = session.keys(&insert).await?;
    assert_eq!(keys.len(), 40);
    assert!(session.saved(waiting).is_ok());
    let seventh = session.get_one(User, keys[7]).await?;
    assert_eq!(session[seventh].name, "user 7");
    let lines = Bulk::iter((0..40).map(|n| format!("line {n}")));
    let written = session
        .execute_bulk(lines, |lines| {
            insert_into(users::table).rows(lines.iter().map(|line| user!(line.as_str())))
        })
        .await?;
    assert_eq!((written, &*session[seventh].name), (40, "user 7"));
    let count: i64 = session.fetch(&from(users::table).select(count_rows())).await?;
    let one = session.fetch(&select(User).filter(users::id.eq(keys[7]))).await?;
    assert_eq!((count, one), (80, Some(seventh)));
    session.rollback().await?;
    assert!(session.find(&seventh).is_err());
    log.take();
});

#[test]
fn verbs_without_await() -> Result<(), Error> {
    let engine = relata::blocking::Engine::<Sqlite>::open("sqlite::memory:")?;
    engine.create_all::<blog>()?;
    let mut session = engine.session();
    let keys =
        session.keys(&insert_into(users::table).rows(["Ada", "Grace"].map(|name| user!(name))))?;
    let nick =
        |id: i64| update(users::table).set(users::nickname.set("x")).filter(users::id.eq(id));
    assert_eq!(session.execute_many(keys.into_iter().map(nick))?, 2);
    let query = select(User).order_by(users::id);
    let people: Vec<_> = session.stream(&query)?.collect::<Result<_, _>>()?;
    assert_eq!(session[people[1]].name, "Grace");
    session.close()?;
    assert_eq!(session.count(User), 0);
    assert!(engine.all(&select(users::name))?.is_empty());
    Ok(())
}
