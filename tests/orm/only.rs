//! Parts of rows: `select(User.only(..))`, and `.only(..)` of a relation.

use super::load::fill;
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
    assert_eq!(
        log.statements(),
        ["SELECT places.country, places.code, places.name FROM places \
          WHERE places.code = ?1 AND places.country = ?2"]
    );
});

on_every_database!(a_part_is_what_was_read, async |engine, log| {
    let mut session = engine.session();
    session.add(Account, accounts::balance.set(10));
    session.commit().await?;
    session.detach_all();
    log.take();
    let all = select(Account.only(accounts::balance));
    let part = session.all(&all).await?.remove(0);
    assert_eq!(
        log.statements(),
        ["SELECT accounts.id, accounts.version, accounts.balance FROM accounts"]
    );
    // Whatever becomes of the object.
    let account = session.get_one(Account, *part.key()).await?;
    session.edit(&account).balance = 11;
    session.commit().await?;
    assert_eq!((part.version(), *part.get(accounts::balance)), (Some(1), 10));
    // An UPDATE can ask for the version.
    let version = i32::try_from(part.version().unwrap()).unwrap();
    let old = update(accounts::table)
        .set(accounts::balance.set(12))
        .filter(accounts::id.eq(*part.key()))
        .at_version(version);
    assert!(session.execute(&old).await.unwrap_err().is_stale());
    let again = session.all(&all).await?.remove(0);
    assert_eq!((again.version(), *again.get(accounts::balance)), (Some(2), 11));
    log.take();
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
    session.commit().await?;
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

on_every_database!(parts_are_found_by_each_strategy, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    let people = || select(User).order_by(users::name).limit(2);
    macro_rules! titles {
        ($query:expr) => {{
            log.take();
            let people = session.all(&$query).await?;
            let titles = people.iter().map(|person| -> Vec<String> {
                person.get(users::posts).iter().map(|post| post.get(posts::title).clone()).collect()
            });
            titles.collect::<Vec<_>>()
        }};
    }
    let by_keys = users::posts.selectin().order_by(posts::id).only(posts::title);
    let expected = titles!(people().with(by_keys));
    assert_eq!(expected, [vec!["a1", "a2", "a3"], vec![]]);
    let found =
        titles!(people().with(users::posts.subquery().order_by(posts::id).only(posts::title)));
    assert_eq!(found, expected);
    assert_eq!(
        log.statements()[1..],
        ["SELECT posts.id, posts.title, posts.author_id FROM posts \
          WHERE posts.author_id IN (SELECT relata_objects.id FROM \
          (SELECT users.id, users.name, users.email, users.nickname FROM users \
          ORDER BY users.name LIMIT ?1) AS relata_objects) ORDER BY posts.id"]
    );
    let each = users::posts.immediate().order_by(posts::id).only(posts::title);
    assert_eq!(titles!(people().with(each)), expected);
    assert_eq!(log.statements().len(), 3);
    // Below another relation, and of each the last alone.
    log.take();
    let last = posts::tags.subquery().order_by(tags::name.desc()).limit(1).only(tags::name);
    let found = session.all(&people().with(users::posts.subquery().with(last))).await?;
    let mut tags: Vec<String> = found
        .iter()
        .flat_map(|person| person.get(users::posts))
        .flat_map(|post| post.get(posts::tags).iter().map(|tag| tag.key().clone()))
        .collect();
    tags.sort();
    assert_eq!(tags, ["rust", "rust", "sql"]);
    let statements = log.statements();
    assert!(
        statements[2].starts_with(
            "SELECT tags.name, tags.name, tags.relata_key_1 FROM (SELECT tags.name, \
             post_tags.post_id AS relata_key_1, row_number() OVER (PARTITION BY post_tags.post_id \
             ORDER BY tags.name DESC) AS relata_number FROM tags JOIN post_tags"
        ),
        "{statements:?}"
    );
});

#[test]
fn parts_without_await() -> Result<(), Error> {
    let engine = relata::blocking::Engine::<Sqlite>::open("sqlite::memory:")?;
    engine.create_all::<blog>()?;
    let mut session = engine.session();
    session.add(User, user!("Ada"));
    session.commit()?;
    let all = select(User.only(users::name));
    assert_eq!(session.all(&all)?[0].get(users::name), "Ada");
    session.commit()?;
    let mut connection = engine.connect()?;
    let names = relata::blocking::Executor::all(&mut connection, &all)?;
    assert_eq!(names[0].get(users::name), "Ada");
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
    assert_eq!(session.all(&all).await?[0].get(users::name), "Ada");
    session.commit().await?;
    assert_eq!(engine.all(&all).await?[0].get(users::name), "Ada");
    Ok(())
}
