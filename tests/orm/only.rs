//! Parts of rows: `select(User.only(..))`, and what a session is told of them.

use super::tenants::Paper;
use super::*;

on_every_database!(a_part_is_the_key_and_some_columns, async |engine, log| {
    let mut session = engine.session();
    session.add(User, user!("Ada"));
    session.add(User, (user!("Grace"), users::nickname.set("amazing")));
    session.commit().await?;
    session.detach_all();
    log.take();
    let people = select(User.only((users::name, users::nickname))).order_by(users::id);
    let people = session.all(&people).await?;
    assert_eq!(
        log.statements(),
        ["SELECT users.id, users.name, users.nickname FROM users ORDER BY users.id"]
    );
    let [ada, grace] = &people[..] else { panic!("{people:?}") };
    assert_eq!((*ada.key(), &**ada.get(users::name)), (1, "Ada"));
    assert_eq!(
        (ada.get(users::nickname), grace.get(users::nickname).as_deref()),
        (&None, Some("amazing"))
    );
    // It is a value: the session has no object of it, and the rest is read where it is asked for.
    assert_eq!(session.count(User), 0);
    let whole = session.get_one(User, *ada.key()).await?;
    assert_eq!(session[whole].email, "Ada@example.org");
    session.commit().await?;
    // Without a session it is the same.
    let one = select(User.only(users::email)).filter(users::id.eq(2));
    assert_eq!(engine.one(&one).await?.get(users::email), "Grace@example.org");
    assert_eq!(format!("{:?}", engine.one(&one).await?), "Part(users 2)");
    session.add(Post, (posts::author_id.set(1), posts::title.set("Notes")));
    session.commit().await?;
    let beside = from(users::table)
        .left_join(users::posts)
        .order_by(users::id)
        .select((users::name, Post.only((posts::title, posts::likes))));
    let beside = session.all(&beside).await?;
    let title = |(_, post): &(String, Option<relata::orm::Part<Post, _>>)| {
        post.as_ref().map(|post| (post.get(posts::title).clone(), *post.get(posts::likes)))
    };
    assert_eq!(beside.iter().map(title).collect::<Vec<_>>(), [Some(("Notes".into(), 0)), None]);
    log.take();
});

on_every_database!(a_flush_writes_what_a_part_is_given, async |engine, log| {
    let mut session = engine.session();
    for name in ["Ada", "Grace", "Ida"] {
        session.add(User, user!(name));
    }
    session.commit().await?;
    session.detach_all();
    let people = session.all(&select(User.only(users::name)).order_by(users::id)).await?;
    let [ada, grace, ida] = &people[..] else { panic!("{people:?}") };
    log.take();
    session.give(ada, users::nickname.set("the countess"))?;
    session.give(grace, users::nickname.set("amazing"))?;
    session.give(grace, (users::name.set("Grace Hopper"), users::nickname.set_null()))?;
    session.delete(ida);
    assert!(session.has_changes());
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE users SET nickname = ?1 WHERE id = ?2",
            "UPDATE users SET name = ?1, nickname = ?2 WHERE id = ?3",
            "DELETE FROM users WHERE id = ?1",
        ]
    );
    assert!(!session.has_changes());
    session.flush().await?;
    assert!(log.statements().is_empty());
    session.commit().await?;
    let names = engine.all(&select((users::name, users::nickname)).order_by(users::id)).await?;
    assert_eq!(names, [("Ada".into(), Some("the countess".into())), ("Grace Hopper".into(), None)]);
    // Rows that are given the same columns are one statement, those of objects among them.
    let post = |title: &str| (posts::author_id.set(1), posts::title.set(title.to_owned()));
    for title in ["one", "two"] {
        session.add(Post, post(title));
    }
    session.commit().await?;
    session.detach_all();
    let parts = session.all(&select(Post.only(posts::likes)).order_by(posts::id)).await?;
    let second = session.get_one(Post, 2).await?;
    let new = session.add(User, user!("New"));
    log.take();
    session.edit(&second).likes = 7;
    session.give(&parts[0], posts::likes.set(3))?;
    session.flush().await?;
    assert_eq!(
        log.statements()[1..],
        ["UPDATE posts SET likes = CASE id WHEN ?1 THEN ?2 WHEN ?3 THEN ?4 ELSE likes END \
          WHERE id IN (?5, ?6)"]
    );
    // A reference to what is new.
    let other = session.add(User, user!("Other"));
    session.set(&parts[0], posts::author, &other)?;
    session.flush().await?;
    session.give(&parts[1], posts::author.set(&session.saved(new)?))?;
    session.commit().await?;
    let (new, other) = (session.saved(new)?, session.saved(other)?);
    let rows = engine.all(&select((posts::author_id, posts::likes)).order_by(posts::id)).await?;
    assert_eq!(rows, [(session[other].id, 3), (session[new].id, 7)]);
    log.take();
});

on_every_database!(what_is_said_of_a_part_is_said_of_its_object, async |engine, log| {
    let mut session = engine.session();
    session.add(User, user!("Ada"));
    session.commit().await?;
    let part = session.one(&select(User.only(users::name)).filter(users::id.eq(1))).await?;
    let ada = session.get_one(User, 1).await?;
    // The object is here: it is changed, and what is said last is so.
    session.edit(&ada).name = "Augusta".into();
    session.give(&part, users::name.set("Ada King"))?;
    assert_eq!((&*session[ada].name, &**part.get(users::name)), ("Ada King", "Ada"));
    session.edit(&ada).nickname = Some("the countess".into());
    log.take();
    session.commit().await?;
    assert_eq!(log.statements(), ["UPDATE users SET name = ?1, nickname = ?2 WHERE id = ?3"]);
    // It comes while something waits: it is as it was said.
    session.detach_all();
    session.give(&part, users::name.set("Ada Lovelace"))?;
    let ada = session.get_one(User, 1).await?;
    assert_eq!((&*session[ada].name, &*session.before(&ada)?.name), ("Ada Lovelace", "Ada King"));
    session.edit(&ada).nickname = None;
    log.take();
    session.flush().await?;
    assert_eq!(log.statements(), ["UPDATE users SET name = ?1, nickname = ?2 WHERE id = ?3"]);
    session.rollback().await?;
    assert_eq!(session[ada].name, "Ada King");
    session.detach_all();
    session.delete(&part);
    assert_eq!(session.get(User, 1).await?, None);
    let ada = session.one(&select(User).filter(users::id.eq(1))).await?;
    assert_eq!(session.find(&ada).unwrap_err().to_string(), "users 1 is deleted");
    assert!(session.give(&part, users::name.set("x")).is_err());
    session.commit().await?;
    assert!(engine.all(&select(users::id)).await?.is_empty());
    log.take();
});

on_every_database!(what_a_part_is_given_is_undone_as_other_changes, async |engine, log| {
    let mut session = engine.session();
    for name in ["Ada", "Grace"] {
        session.add(User, user!(name));
    }
    session.commit().await?;
    session.detach_all();
    let people = session.all(&select(User.only(users::name)).order_by(users::id)).await?;
    let [ada, grace] = &people[..] else { panic!("{people:?}") };
    let names = select(users::name).order_by(users::id);
    // A flush that fails keeps what waits.
    session.give(ada, users::name.set("A"))?;
    session.delete(grace);
    let twin = session.add(User, user!("Ada"));
    assert!(session.flush().await.unwrap_err().is_unique_violation());
    assert!(session.has_changes());
    session.discard(twin)?;
    session.flush().await?;
    assert_eq!(session.all(&names).await?, ["A"]);
    // What was read of it expires with it.
    let read = session.get_one(User, 1).await?;
    assert_eq!(session[read].name, "A");
    session.rollback().await?;
    assert!(session.find(&read).is_err() && !session.has_changes());
    assert_eq!(session.all(&names).await?, ["Ada", "Grace"]);
    session.detach_all();
    // Nothing that waits is left after a rollback, nor what a savepoint had.
    session.give(ada, users::name.set("A"))?;
    let savepoint = session.savepoint().await?;
    session.delete(ada);
    session.give(grace, users::name.set("G"))?;
    session.flush().await?;
    session.rollback_to(savepoint).await?;
    assert!(!session.has_changes());
    assert_eq!(session.all(&names).await?, ["A", "Grace"]);
    session.commit().await?;
    assert_eq!(engine.all(&names).await?, ["A", "Grace"]);
    log.take();
});

on_every_database!(a_part_of_an_old_version_is_stale, async |engine, log| {
    let mut session = engine.session();
    for balance in [10, 20] {
        session.add(Account, accounts::balance.set(balance));
    }
    session.commit().await?;
    session.detach_all();
    log.take();
    let all = select(Account.only(accounts::balance)).order_by(accounts::id);
    let parts = session.all(&all).await?;
    assert_eq!(
        log.statements(),
        ["SELECT accounts.id, accounts.version, accounts.balance FROM accounts \
          ORDER BY accounts.id"]
    );
    session.give(&parts[0], accounts::balance.set(11))?;
    session.flush().await?;
    assert_eq!(
        log.statements(),
        ["UPDATE accounts SET balance = ?1, version = version + 1 WHERE id = ?2 AND version = ?3"]
    );
    // The session has counted on, though the part is what it was.
    session.give(&parts[0], accounts::balance.set(12))?;
    session.flush().await?;
    session.rollback().await?;
    session.give(&parts[0], accounts::balance.set(13))?;
    session.commit().await?;
    session.give(&parts[0], accounts::balance.set(14))?;
    session.commit().await?;
    // Others were quicker.
    let mut other = engine.session();
    let again = other.all(&all).await?;
    other.give(&again[1], accounts::balance.set(21))?;
    other.commit().await?;
    session.give(&parts[1], accounts::balance.set(22))?;
    let error = session.flush().await.unwrap_err();
    assert!(error.is_stale(), "{error}");
    assert_eq!(error.to_string(), "accounts 2 has version 2, and 1 was expected");
    // So it is where the object has come meanwhile, and where the row is to be deleted.
    session.get_one(Account, 2).await?;
    assert!(session.flush().await.unwrap_err().is_stale());
    session.rollback().await?;
    session.detach_all();
    session.delete(&parts[1]);
    assert!(session.flush().await.unwrap_err().is_stale());
    session.rollback().await?;
    // One that is read again is of the new version.
    let again = session.all(&all).await?;
    session.delete(&again[1]);
    session.commit().await?;
    assert_eq!(engine.all(&select((accounts::balance, accounts::version))).await?, [(14, 3)]);
    log.take();
});

on_every_database!(a_deleted_part_takes_along_what_depends_on_it, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    let comment = session.add(Comment, (comments::post.set(&post), comments::body.set("Yes")));
    session.commit().await?;
    let (post, comment) = (session.saved(post)?, session.saved(comment)?);
    let part = session.one(&select(Post.only(posts::likes)).filter(posts::id.eq(1))).await?;
    session.detach(&post)?;
    log.take();
    session.delete(&part);
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE comments SET post_id = NULL WHERE post_id = ?1",
            "DELETE FROM post_tags WHERE post_id = ?1",
            "DELETE FROM posts WHERE id = ?1",
        ]
    );
    assert!(session.find(&comment).is_err());
    session.refresh(&comment).await?;
    assert_eq!(session[comment].post_id, None);
    session.rollback().await?;
    assert_eq!(session.all(&select(posts::id)).await?, [1]);
    log.take();
});

on_every_database!(a_key_of_several_columns_comes_along, async |engine, log| {
    let mut session = engine.session();
    let place = (places::country.set("FR"), places::code.set(75), places::name.set("Paris"));
    session.add(Place, place);
    session.commit().await?;
    session.detach_all();
    log.take();
    let paris = select(Place.only(places::name))
        .filter(places::code.eq(75))
        .filter(places::country.eq("FR"));
    let paris = session.one(&paris).await?;
    assert_eq!(paris.key(), &("FR".to_owned(), 75));
    session.give(&paris, places::name.set("PARIS"))?;
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "SELECT places.country, places.code, places.name FROM places \
             WHERE places.code = ?1 AND places.country = ?2",
            "UPDATE places SET name = ?1 WHERE country = ?2 AND code = ?3",
        ]
    );
    let error = {
        session.give(&paris, places::code.set(76))?;
        session.flush().await.unwrap_err().to_string()
    };
    assert!(error.contains("the key and the version of an object do not change"), "{error}");
    session.rollback().await?;
});

on_every_database!(parts_of_a_tenant_are_written_as_its_rows, async |engine, log| {
    let mut ours = engine.session().for_tenant(1);
    ours.add(Paper, papers::title.set("ours"));
    ours.commit().await?;
    let part = ours.one(&select(Paper.only(papers::title)).filter(papers::id.eq(1))).await?;
    ours.commit().await?;
    ours.detach_all();
    let mut theirs = engine.session().for_tenant(2);
    theirs.give(&part, papers::title.set("theirs"))?;
    assert!(theirs.flush().await.unwrap_err().is_stale());
    theirs.rollback().await?;
    ours.give(&part, papers::title.set("OURS"))?;
    log.take();
    ours.commit().await?;
    assert_eq!(
        log.statements(),
        ["UPDATE papers SET title = ?1, version = version + 1 \
          WHERE id = ?2 AND version = ?3 AND papers.team = ?4"]
    );
});

on_every_database!(relations_give_parts, async |engine, log| {
    let mut session = engine.session();
    let [ada, grace] = ["Ada", "Grace"].map(|name| session.add(User, user!(name)));
    for (author, title, likes) in [(ada, "one", 1), (grace, "two", 2), (ada, "three", 3)] {
        let post = (posts::title.set(title), posts::likes.set(likes), posts::author.set(&author));
        let post = session.add(Post, post);
        let tag = session.add(Tag, tags::name.set(title));
        session.link(&post, posts::tags, &tag);
    }
    session.commit().await?;
    session.detach_all();
    log.take();
    // To many: the columns by which they belong to their objects are read beside them.
    let people = select(User).with(users::posts.selectin().order_by(posts::id).only(posts::title));
    let people = session.all(&people).await?;
    assert_eq!(
        log.statements()[1..],
        ["SELECT posts.id, posts.title, posts.author_id FROM posts \
          WHERE posts.author_id IN (SELECT value FROM json_each(?1)) ORDER BY posts.id"]
    );
    let titles = |person: &Tracked<User, _>| -> Vec<String> {
        let posts: &[relata::orm::Part<Post, (posts::title,)>] = person.get(users::posts);
        posts.iter().map(|post| post.get(posts::title).clone()).collect()
    };
    let mut all: Vec<_> = people.iter().map(titles).collect();
    all.sort();
    assert_eq!(all, [vec!["one".to_owned(), "three".into()], vec!["two".into()]]);
    assert_eq!((session.count(User), session.count(Post)), (2, 0));
    // What they are given is written.
    let post = &people[0].get(users::posts)[0];
    session.give(post, posts::likes.set(9))?;
    session.flush().await?;
    let likes = select(posts::likes).filter(posts::id.eq(*post.key()));
    assert_eq!(session.one(&likes).await?, 9);
    session.rollback().await?;
    // A part of them, for each object, in an order of what is not read.
    log.take();
    let best = users::posts.selectin().order_by(posts::likes.desc()).limit(1).only(posts::title);
    let best: Vec<Loaded<User, (Partial<_>,)>> =
        engine.connect().await?.load(&select(User).with(best)).await?;
    let best: Vec<_> = best
        .iter()
        .map(|user| {
            user.get(users::posts)
                .iter()
                .map(|post| (&*user.name, &**post.get(posts::title)))
                .next()
        })
        .collect();
    assert!(best.contains(&Some(("Ada", "three"))) && best.contains(&Some(("Grace", "two"))));
    assert!(log.statements()[1].starts_with(
        "SELECT posts.id, posts.title, posts.relata_key_1 FROM (SELECT posts.id, posts.author_id, "
    ));
    // To one, and through a table between.
    let authors = select(Post).with((
        posts::author.selectin().only(users::name),
        posts::tags.selectin().only(tags::name),
    ));
    let posts = session.all(&authors).await?;
    assert_eq!(
        log.statements()[1..],
        [
            "SELECT users.id, users.name, users.id FROM users \
             WHERE users.id IN (SELECT value FROM json_each(?1))",
            "SELECT tags.name, tags.name, post_tags.post_id FROM tags \
             JOIN post_tags ON post_tags.tag = tags.name \
             WHERE post_tags.post_id IN (SELECT value FROM json_each(?1))",
        ]
    );
    for post in &posts {
        let author = post.get(posts::author).unwrap();
        assert_eq!(*author.key(), session[post].author_id);
        assert_eq!(author.get(users::name) == "Grace", session[post].title == "two");
        assert_eq!(post.get(posts::tags)[0].get(tags::name), &session[post].title);
    }
});

#[test]
fn parts_without_await() -> Result<(), Error> {
    let engine = relata::blocking::Engine::<Sqlite>::open("sqlite::memory:")?;
    engine.create_all::<blog>()?;
    let mut session = engine.session();
    session.add(User, user!("Ada"));
    session.commit()?;
    let all = select(User.only(users::name));
    let part = session.all(&all)?.remove(0);
    session.give(&part, users::name.set("Grace"))?;
    session.commit()?;
    let mut connection = engine.connect()?;
    let names = relata::blocking::Executor::all(&mut connection, &all)?;
    assert_eq!(names[0].get(users::name), "Grace");
    Ok(())
}

#[cfg(all(feature = "postgres", feature = "mysql"))]
#[tokio::test]
async fn parts_on_whichever_database() -> Result<(), Error> {
    let engine = AnyEngine::open("sqlite::memory:").await?;
    engine.create_all::<blog>().await?;
    let mut session = engine.session();
    session.add(User, user!("Ada"));
    session.commit().await?;
    let all = select(User.only(users::name));
    let part = session.all(&all).await?.remove(0);
    session.give(&part, users::name.set("Grace"))?;
    session.commit().await?;
    assert_eq!(engine.all(&all).await?[0].get(users::name), "Grace");
    Ok(())
}
