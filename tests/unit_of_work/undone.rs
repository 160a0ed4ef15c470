//! What a rollback gives back of objects that were deleted, let go of or read again meanwhile.

use super::*;

table! {
    pub books as Book {
        #[primary_key] id: i64,
        topics: ManyToMany<topics::books, shelved>,
    }
}

table! {
    pub topics as Topic {
        #[primary_key] name: String,
        books: ManyToMany<books::topics, shelved>,
    }
}

table! {
    #[primary_key(book_id, topic)]
    pub shelved as Shelved {
        #[references(books::id)] book_id: i64,
        #[references(topics::name, on_update = cascade)] topic: String,
    }
}

table! {
    pub memos as Memo {
        #[primary_key, identity] id: i64,
        text: String,
        #[soft_delete, default(false)] gone: bool,
    }
}

schema! { pub library: books, topics, shelved, memos }

on_every_database!(an_edit_of_what_is_deleted_is_undone_with_it, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    session.edit(&ada).nickname = Some("countess".into());
    session.delete(&ada);
    session.flush().await?;
    assert_eq!(session.before(&ada)?.nickname, None);
    session.rollback().await?;
    assert_eq!((&*session[ada].name, session[ada].nickname.as_deref()), ("Ada", None));
    assert!(!session.has_changes());
    log.take();
});

on_every_database!(what_is_read_again_is_undone_as_what_was_let_go, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    let id = session[ada].id;
    session.edit(&ada).name = "Augusta".into();
    let savepoint = session.savepoint().await?;
    let new = session.add(Tag, tags::name.set("new"));
    session.flush().await?;
    let new = session.saved(new)?;
    session.detach(&ada)?;
    session.detach(&new)?;
    let again = session.get_one(User, id).await?;
    let new = session.get_one(Tag, "new".into()).await?;
    session.rollback_to(savepoint).await?;
    assert_eq!(session[again].name, "Augusta");
    assert!(session.find(&new).is_err());
    session.rollback().await?;
    assert!(session.find(&again).unwrap_err().to_string().contains("has expired"));
    session.refresh(&again).await?;
    assert_eq!(session[again].name, "Ada");
    // The same of all at once.
    session.edit(&again).name = "Augusta".into();
    session.flush().await?;
    session.detach_all();
    let again = session.get_one(User, id).await?;
    session.rollback().await?;
    assert!(session.find(&again).is_err());
    // It is of that transaction alone.
    session.refresh(&again).await?;
    session.rollback().await?;
    assert_eq!(session[again].name, "Ada");
    log.take();
});

on_every_database!(a_deleted_object_is_there_again_alone, async |engine, log| {
    engine.create_all::<library>().await?;
    let mut session = engine.session().with_deleted();
    let rust = session.add(Tag, tags::name.set("rust"));
    let memo = session.add(Memo, memos::text.set("milk"));
    session.commit().await?;
    let (rust, memo) = (session.saved(rust)?, session.saved(memo)?);
    let id = session[memo].id;
    session.delete(&rust);
    session.delete(&memo);
    session.flush().await?;
    session.execute(&insert_into(tags::table).values(tags::name.set("rust"))).await?;
    let other = session.get_one(Tag, "rust".into()).await?;
    let marked = session.get_one(Memo, id).await?;
    assert!(session[marked].gone);
    session.rollback().await?;
    assert!(session.find(&other).is_err() && session.find(&marked).is_err());
    assert_eq!((session.count(Tag), session.count(Memo)), (1, 1));
    assert_eq!(session.get(Tag, "rust".into()).await?, Some(rust));
    assert_eq!(session.get(Memo, id).await?, Some(memo));
    assert!(!session[memo].gone);
    log.take();
});

on_every_database!(objects_of_rows_that_link_wrote_expire, async |engine, log| {
    engine.create_all::<library>().await?;
    let mut session = engine.session();
    let book = session.add(Book, books::id.set(1));
    let topic = session.add(Topic, topics::name.set("sql"));
    session.commit().await?;
    session.link(&book, books::topics, &topic);
    session.flush().await?;
    let link = session.get_one(Shelved, (1, "sql".into())).await?;
    session.rollback().await?;
    assert!(session.find(&link).is_err());
    assert_eq!(session.get(Shelved, (1, "sql".into())).await?, None);
    log.take();
});

on_every_database!(what_was_to_be_deleted_and_has_expired_stays_so, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    session.delete(&ada);
    session.expire(&ada)?;
    session.rollback().await?;
    assert!(session.find(&ada).unwrap_err().to_string().contains("has expired"));
    session.refresh(&ada).await?;
    assert_eq!(session[ada].name, "Ada");
    log.take();
});

on_every_database!(an_object_whose_key_is_another_now_can_be_let_go, async |engine, log| {
    engine.create_all::<library>().await?;
    let mut session = engine.session();
    let book = session.add(Book, books::id.set(1));
    let topic = session.add(Topic, topics::name.set("sql"));
    session.link(&book, books::topics, &topic);
    session.commit().await?;
    let link = session.get_one(Shelved, (1, "sql".into())).await?;
    let rename = update(topics::table).set(topics::name.set("relations")).every_row();
    session.execute(&rename).await?;
    // Nobody knows which key its row has.
    assert!(session.refresh(&link).await.unwrap_err().is_stale());
    assert_eq!(session.detach(&link)?.topic, "sql");
    let link = session.get_one(Shelved, (1, "relations".into())).await?;
    assert_eq!((&*session[link].topic, session.count(Shelved)), ("relations", 1));
    log.take();
});

on_every_database!(a_savepoint_of_another_transaction_is_gone, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let old = session.savepoint().await?;
    session.commit().await?;
    let ada = session.saved(ada)?;
    let savepoint = session.savepoint().await?;
    session.edit(&ada).name = "Augusta".into();
    session.flush().await?;
    assert!(session.rollback_to(old).await.is_err());
    assert_eq!(session[ada].name, "Augusta");
    session.rollback_to(savepoint).await?;
    assert_eq!(session[ada].name, "Ada");
    log.take();
});

on_every_database!(a_savepoint_whose_last_flush_fails_is_undone, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let savepoint = session.savepoint().await?;
    let ada = session.saved(ada)?;
    session.edit(&ada).name = "Augusta".into();
    session.flush().await?;
    let twin = session.add(User, user!("Ada"));
    assert!(session.release(savepoint).await.unwrap_err().is_unique_violation());
    assert_eq!((&*session[ada].name, session.has_changes()), ("Ada", false));
    assert!(session.saved(twin).is_err());
    session.commit().await?;
    assert_eq!(engine.all(&select(users::name)).await?, ["Ada"]);
    log.take();
});
