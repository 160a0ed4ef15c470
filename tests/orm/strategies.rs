//! By which statements a relation is loaded: a subquery in place of keys, and one for each object.

use super::load::fill;
use super::*;

/// What each person has written, with tags.
macro_rules! shown {
    ($session:ident, $people:expr) => {
        $people
            .iter()
            .map(|person| {
                let posts = person.get(users::posts).iter().map(|post| {
                    let mut tags: Vec<_> =
                        post.get(posts::tags).iter().map(|tag| &*$session[tag].name).collect();
                    tags.sort_unstable();
                    format!("{}:{}", $session[post].title, tags.join("+"))
                });
                format!("{} {}", $session[person].name, posts.collect::<Vec<_>>().join(" "))
            })
            .collect::<Vec<_>>()
    };
}

on_every_database!(a_subquery_finds_what_keys_find, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    let people = || select(User).order_by(users::name).limit(2);
    log.take();
    let posts = users::posts.subquery().order_by(posts::id).with(posts::tags.subquery());
    let found = session.all(&people().with(posts)).await?;
    assert_eq!(
        log.statements(),
        [
            "SELECT users.id, users.name, users.email, users.nickname FROM users \
             ORDER BY users.name LIMIT ?1",
            "SELECT posts.id, posts.author_id, posts.title, posts.likes FROM posts \
             WHERE posts.author_id IN (SELECT relata_objects.id FROM \
             (SELECT users.id, users.name, users.email, users.nickname FROM users \
             ORDER BY users.name LIMIT ?1) AS relata_objects) ORDER BY posts.id",
            "SELECT tags.name, post_tags.post_id FROM tags JOIN post_tags ON post_tags.tag = tags.name \
             WHERE post_tags.post_id IN (SELECT posts.id FROM posts \
             WHERE posts.author_id IN (SELECT relata_objects.id FROM \
             (SELECT users.id, users.name, users.email, users.nickname FROM users \
             ORDER BY users.name LIMIT ?1) AS relata_objects))",
        ]
    );
    assert_eq!(shown!(session, found), ["Ada a1:rust a2:rust+sql a3:rust", "Edith "]);

    // Of each the last, where the statement that reads them is a subquery itself.
    log.take();
    let last = users::posts.subquery().filter(posts::title.ne("a3"));
    let last = last.order_by(posts::title.desc()).limit(1);
    let everybody = select(User).filter(users::name.ne("Edith")).order_by(users::name);
    let found = session.all(&everybody.with(last.with(posts::tags.subquery()))).await?;
    assert_eq!(
        log.statements()[2],
        "SELECT tags.name, post_tags.post_id FROM tags JOIN post_tags ON post_tags.tag = tags.name \
         WHERE post_tags.post_id IN (SELECT posts.id FROM \
         (SELECT posts.id, posts.author_id, posts.title, posts.likes, \
         row_number() OVER (PARTITION BY posts.author_id ORDER BY posts.title DESC) AS relata_number \
         FROM posts WHERE posts.author_id IN (SELECT relata_objects.id FROM \
         (SELECT users.id, users.name, users.email, users.nickname FROM users \
         WHERE users.name <> ?1 ORDER BY users.name) AS relata_objects) AND posts.title <> ?2) \
         AS posts WHERE posts.relata_number <= ?3)"
    );
    assert_eq!(shown!(session, found), ["Ada a2:rust+sql", "Grace g1:rust"]);

    // With keys below it, of a query that has several sides.
    let named = |name: &'static str| select(User).filter(users::name.eq(name));
    let two = named("Ada").union(named("Edith")).order_by(users::name);
    let posts = users::posts.subquery().order_by(posts::id).with(posts::tags);
    let found = session.all(&two.with(posts)).await?;
    assert_eq!(shown!(session, found), ["Ada a1:rust a2:rust+sql a3:rust", "Edith "]);

    // Of references, some of which are NULL, with something joined to what they lead to.
    let query = select(Comment).order_by(comments::body);
    log.take();
    let found = query.with(comments::post.subquery().joined(posts::author));
    let found = session.all(&found).await?;
    assert_eq!(log.statements().len(), 2);
    let author = |comment: &Tracked<Comment, _>| {
        let _: &Tracked<Comment, (relata::orm::Nested<comments::post, (posts::author,)>,)> =
            comment;
        let author = comment.get(comments::post)?.get(posts::author)?;
        Some(session[author].name.clone())
    };
    let authors: Vec<_> = found.iter().map(author).collect();
    let [ada, grace] = ["Ada", "Grace"].map(|name| Some(name.to_owned()));
    assert_eq!(authors, [&ada, &ada, &ada, &None, &grace, &grace].map(Clone::clone));

    // The relations of the first alone are found by its key.
    log.take();
    let first = session.first(&people().with(users::posts.subquery())).await?.unwrap();
    assert_eq!(first.get(users::posts).len(), 3);
    assert_eq!(
        log.statements()[1],
        "SELECT posts.id, posts.author_id, posts.title, posts.likes FROM posts \
         WHERE posts.author_id IN (SELECT value FROM json_each(?1))"
    );
    log.take();
    let nobody = select(User).filter(users::name.eq("Nobody"));
    assert_eq!(session.all(&nobody.with(users::posts.subquery())).await?.len(), 0);
    assert_eq!(log.statements().len(), 1);
    drop(session);
    let mut connection = engine.connect().await?;
    let found = connection.load(&people().with(users::posts.subquery())).await?;
    assert_eq!((found[0].get(users::posts).len(), found[1].get(users::posts).len()), (3, 0));
});

on_every_database!(a_statement_for_each_object_is_asked_for_by_name, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    log.take();
    let posts = users::posts.immediate().order_by(posts::id).with(posts::tags.immediate());
    let found = session.all(&select(User).order_by(users::id).with(posts)).await?;
    // One for each of three people, and one for each of four posts.
    assert_eq!(log.statements().len(), 1 + 3 + 4);
    let all = ["Ada a1:rust a2:rust+sql a3:rust", "Grace g1:rust", "Edith "];
    assert_eq!(shown!(session, found), all);
    log.take();
    let written = session.all(&select(Post).with(posts::author.immediate())).await?;
    // What several lead to is read once.
    assert_eq!((written.len(), log.statements().len()), (4, 1 + 2));
});
