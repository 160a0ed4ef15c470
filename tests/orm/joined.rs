//! Relations that are joined: beside others, below others, and in statements of their own.

use relata::blocking;
use relata::orm::Nested;

use super::load::fill;
use super::*;

/// The titles of posts, or the bodies of comments, in order.
macro_rules! texts {
    ($session:ident, $objects:expr, $field:ident) => {{
        let texts = $objects.iter().map(|object| $session[object].$field.as_str());
        let mut texts: Vec<&str> = texts.collect();
        texts.sort_unstable();
        texts
    }};
}

on_every_database!(a_relation_is_joined_beside_one_that_is_loaded, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    log.take();
    let posts = || select(Post).order_by(posts::title);
    let found = session.all(&posts().with(posts::tags).joined(posts::author)).await?;
    assert_eq!(
        log.statements(),
        [
            "SELECT posts.id, posts.author_id, posts.title, posts.likes, \
             users.id, users.name, users.email, users.nickname FROM posts \
             LEFT JOIN users ON users.id = posts.author_id ORDER BY posts.title",
            "SELECT tags.name, post_tags.post_id FROM tags JOIN post_tags ON post_tags.tag = tags.name \
             WHERE post_tags.post_id IN (SELECT value FROM json_each(?1))",
        ]
    );
    let found: Vec<Tracked<Post, (posts::tags, posts::author)>> = found;
    assert_eq!(texts!(session, found[1].get(posts::tags), name), ["rust", "sql"]);
    assert_eq!(session[found[3].get(posts::author).unwrap()].name, "Grace");

    log.take();
    let query = posts().joined(posts::author).with((posts::tags, posts::comments));
    let found = session.all(&query).await?;
    assert_eq!(log.statements().len(), 3);
    let found: Vec<Tracked<Post, (posts::author, posts::tags, posts::comments)>> = found;
    assert_eq!(texts!(session, found[0].get(posts::comments), body), ["a1.0"]);
    log.take();
    let found = session.all(&posts().joined(posts::comments).with(posts::author)).await?;
    assert_eq!(log.statements().len(), 2);
    let found: Vec<Tracked<Post, (posts::comments, posts::author)>> = found;
    assert_eq!(texts!(session, found[3].get(posts::comments), body), ["g1.0", "g1.1"]);
    assert_eq!(session[found[3].get(posts::author).unwrap()].name, "Grace");

    // The first object is one with all that is beside it.
    let last = select(Post).order_by(posts::title.desc());
    log.take();
    let last = session.first(&last.with(posts::tags).joined(posts::comments)).await?.unwrap();
    assert_eq!(log.statements().len(), 2);
    assert_eq!(texts!(session, last.get(posts::comments), body), ["g1.0", "g1.1"]);
    assert_eq!(texts!(session, last.get(posts::tags), name), ["rust"]);
});

on_every_database!(joins_go_on_below_what_is_joined, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    log.take();
    let query = select(Comment).order_by(comments::body);
    let found = session.all(&query.joined(comments::post.joined(posts::author))).await?;
    assert_eq!(
        log.statements(),
        ["SELECT comments.id, comments.post_id, comments.body, \
          posts.id, posts.author_id, posts.title, posts.likes, \
          users.id, users.name, users.email, users.nickname FROM comments \
          LEFT JOIN posts ON posts.id = comments.post_id \
          LEFT JOIN users ON users.id = posts.author_id ORDER BY comments.body"]
    );
    type Above = (Nested<comments::post, (posts::author,)>,);
    let author = |comment: &Tracked<Comment, Above>| {
        let author = comment.get(comments::post)?.get(posts::author)?;
        Some(session[author].name.clone())
    };
    let authors: Vec<_> = found.iter().map(author).collect();
    let [ada, grace] = ["Ada", "Grace"].map(|name| Some(name.to_owned()));
    assert_eq!(authors, [&ada, &ada, &ada, &None, &grace, &grace].map(Clone::clone));

    // What is joined has something loaded beside it, by one statement for all.
    log.take();
    let query = select(Comment).order_by(comments::body);
    let query = query.joined(comments::post.with(posts::tags).joined(posts::author));
    let found = session.all(&query).await?;
    assert_eq!(log.statements().len(), 2);
    let post = found[1].get(comments::post).unwrap();
    assert_eq!(texts!(session, post.get(posts::tags), name), ["rust", "sql"]);
    assert_eq!(session[post.get(posts::author).unwrap()].name, "Ada");
    assert!(found[3].get(comments::post).is_none());

    // Many below many: each is there once.
    log.take();
    let query = select(User).order_by(users::id);
    let people = session.all(&query.joined(users::posts.joined(posts::comments))).await?;
    assert_eq!(log.statements().len(), 1);
    let counts = people.iter().map(|person| {
        let posts = person.get(users::posts).iter();
        posts.map(|post| post.get(posts::comments).len()).collect::<Vec<_>>()
    });
    assert_eq!(counts.collect::<Vec<_>>(), [vec![1, 1, 1], vec![2], vec![]]);

    // What several objects lead to is one object, and beside each of them.
    let query = select(Tag).order_by(tags::name);
    let tags = session.all(&query.joined(tags::posts.joined(posts::author))).await?;
    let counts: Vec<_> = tags.iter().map(|tag| tag.get(tags::posts).len()).collect();
    assert_eq!(counts, [4, 1]);
    let shared = tags[1].get(tags::posts)[0].clone();
    let same = tags[0].get(tags::posts).iter().find(|post| **post == shared).unwrap();
    assert!(same.get(posts::author).unwrap() == shared.get(posts::author).unwrap());
});

on_every_database!(a_relation_is_joined_in_the_statement_of_another, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    log.take();
    let people = || select(User).order_by(users::id);
    let found = session.all(&people().with(users::posts.joined(posts::comments))).await?;
    assert_eq!(
        log.statements()[1..],
        ["SELECT posts.id, posts.author_id, posts.title, posts.likes, \
          comments.id, comments.post_id, comments.body FROM posts \
          LEFT JOIN comments ON comments.post_id = posts.id \
          WHERE posts.author_id IN (SELECT value FROM json_each(?1))"]
    );
    let posts = found[0].get(users::posts);
    assert_eq!(texts!(session, posts, title), ["a1", "a2", "a3"]);
    assert!(posts.iter().all(|post| post.get(posts::comments).len() == 1));
    let found: Vec<Tracked<User, (Nested<users::posts, (posts::comments,)>,)>> = found;
    assert_eq!(found[1].get(users::posts)[0].get(posts::comments).len(), 2);

    // The limit counts objects, and not what is joined to them.
    log.take();
    let last = users::posts.selectin().order_by(posts::title.desc()).limit(2);
    let last = last.joined(posts::comments).joined_with_each(posts::tags);
    let found = session.all(&people().with(last)).await?;
    assert_eq!(
        log.statements()[1..],
        ["SELECT posts.id, posts.author_id, posts.title, posts.likes, \
          comments.id, comments.post_id, comments.body, tags.name FROM \
          (SELECT posts.id, posts.author_id, posts.title, posts.likes, \
          row_number() OVER (PARTITION BY posts.author_id ORDER BY posts.title DESC) AS relata_number \
          FROM posts WHERE posts.author_id IN (SELECT value FROM json_each(?1))) AS posts \
          LEFT JOIN comments ON comments.post_id = posts.id \
          LEFT JOIN post_tags ON post_tags.post_id = posts.id \
          LEFT JOIN tags ON tags.name = post_tags.tag \
          WHERE posts.relata_number <= ?2 ORDER BY posts.title DESC"]
    );
    let titles = |at: usize| {
        let posts = found[at].get(users::posts).iter();
        posts.map(|post| session[post].title.as_str()).collect::<Vec<_>>()
    };
    assert_eq!([titles(0), titles(1), titles(2)], [vec!["a3", "a2"], vec!["g1"], vec![]]);
    let post = &found[0].get(users::posts)[1];
    assert_eq!(texts!(session, post.get(posts::tags), name), ["rust", "sql"]);
    assert_eq!(texts!(session, post.get(posts::comments), body), ["a2.0"]);

    // Through a table between, with something else loaded beside what is joined.
    log.take();
    let posts = tags::posts.joined(posts::author.with(users::posts)).with(posts::comments);
    let tag = select(Tag).filter(tags::name.eq("sql")).with(posts);
    let tag = session.one(&tag).await?;
    assert_eq!(log.statements().len(), 4);
    let post = &tag.get(tags::posts)[0];
    let author = post.get(posts::author).unwrap();
    assert_eq!((&*session[post].title, author.get(users::posts).len()), ("a2", 3));
    assert_eq!(post.get(posts::comments).len(), 1);
});

on_every_database!(values_have_what_is_joined_beside_and_below, async |engine, log| {
    fill!(engine);
    let mut connection = engine.connect().await?;
    log.take();
    let query = select(Comment).order_by(comments::body);
    let query = query.joined(comments::post.joined(posts::author).with(posts::tags));
    let found = connection.load(&query).await?;
    assert_eq!(log.statements().len(), 2);
    let post = found[1].get(comments::post).unwrap();
    assert_eq!(post.get(posts::author).unwrap().name, "Ada");
    assert_eq!(post.get(posts::tags).len(), 2);
    // Rows whose join the program has written, with others loaded beside them.
    let nested = from(posts::table)
        .inner_join(posts::comments)
        .filter(comments::body.ends_with("1"))
        .order_by(posts::id)
        .select((Post, Comment))
        .nest(posts::comments)
        .with(posts::author);
    type Written = Loaded<Post, (Partial<posts::comments>, posts::author)>;
    let found: Vec<Written> = connection.load(&nested).await?;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].get(posts::comments)[0].body, "g1.1");
    assert_eq!(found[0].get(posts::author).unwrap().name, "Grace");
});

#[test]
fn a_blocking_session_joins_beside_and_below() -> Result<(), Error> {
    let engine = blocking::Engine::<Sqlite>::open("sqlite::memory:")?;
    engine.create_all::<blog>()?;
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let post = session.add(Post, (posts::author_id.set(&ada), posts::title.set("a1")));
    session.add(Comment, (comments::post_id.set(&post), comments::body.set("a1.0")));
    session.commit()?;
    let query = select(Comment).joined(comments::post.joined(posts::author).with(posts::tags));
    let found = session.all(&query)?;
    let post = found[0].get(comments::post).unwrap();
    assert_eq!(session[post.get(posts::author).unwrap()].name, "Ada");
    assert_eq!(post.get(posts::tags).len(), 0);
    Ok(())
}
