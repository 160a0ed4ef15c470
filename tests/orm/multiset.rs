//! Relations that stand as one value beside each object: the same objects, by one statement.

use relata::orm::Nested;

use super::load::fill;
use super::*;

alias!(writer: users);
alias!(root: nodes);

/// The statement of this database. What stands in `{}` there is a column as its field.
fn of<D: Driver>(engine: &Engine<D>, texts: [&str; 4]) -> String {
    let _ = engine;
    let names = ["SQLite", "PostgreSQL", "MySQL", "MariaDB"];
    let place = names.iter().position(|name| *name == D::SPEC.name).unwrap();
    let parts = texts[place].split(['{', '}']).enumerate().map(|(at, part)| match (at % 2, place) {
        (0, _) => part.to_owned(),
        (_, 0) => format!(
            "CASE typeof({part}) WHEN 'text' THEN {part} || '' WHEN 'real' THEN json(quote({part})) \
             WHEN 'blob' THEN json_array(hex({part})) ELSE {part} END"
        ),
        _ => format!("CAST({part} AS CHAR)"),
    });
    parts.collect()
}

on_every_database!(relations_are_values_of_one_statement, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    log.take();
    let posts = users::posts
        .multiset()
        .order_by(posts::id)
        .with((posts::tags.multiset().order_by(tags::name.desc()), posts::comments.multiset()));
    let people: Vec<Tracked<User, (Nested<users::posts, (posts::tags, posts::comments)>,)>> =
        session.all(&select(User).order_by(users::id).with(posts)).await?;
    assert_eq!(
        log.statements(),
        [of(
            &engine,
            [
                "SELECT users.id, users.name, users.email, users.nickname, \
                 (SELECT json_group_array(json_array(posts.relata_number, {posts.id}, {posts.author_id}, \
                 {posts.title}, {posts.likes}, (SELECT json_group_array(json_array(tags.relata_number, \
                 {tags.name})) FROM (SELECT tags.name, row_number() OVER \
                 (PARTITION BY post_tags.post_id ORDER BY tags.name DESC) AS relata_number FROM tags \
                 JOIN post_tags ON post_tags.tag = tags.name WHERE post_tags.post_id = posts.id) \
                 AS tags), (SELECT json_group_array(json_array(0, {comments.id}, {comments.post_id}, \
                 {comments.body})) FROM comments WHERE comments.post_id = posts.id))) FROM \
                 (SELECT posts.id, posts.author_id, posts.title, posts.likes, \
                 row_number() OVER (PARTITION BY posts.author_id ORDER BY posts.id) AS relata_number \
                 FROM posts WHERE posts.author_id = users.id) AS posts) FROM users ORDER BY users.id",
                "SELECT users.id, users.name, users.email, users.nickname, ARRAY(SELECT ROW(\
                 posts.id, posts.author_id, posts.title, posts.likes, ARRAY(SELECT ROW(tags.name) \
                 FROM tags JOIN post_tags ON post_tags.tag = tags.name \
                 WHERE post_tags.post_id = posts.id ORDER BY tags.name DESC), \
                 ARRAY(SELECT ROW(comments.id, comments.post_id, comments.body) FROM comments \
                 WHERE comments.post_id = posts.id)) FROM posts WHERE posts.author_id = users.id \
                 ORDER BY posts.id) FROM users ORDER BY users.id",
                "SELECT users.id, users.name, users.email, users.nickname, \
                 (SELECT JSON_ARRAYAGG(JSON_ARRAY(posts.relata_number, posts.id, posts.author_id, \
                 {posts.title}, posts.likes, (SELECT JSON_ARRAYAGG(JSON_ARRAY(tags.relata_number, \
                 {tags.name})) FROM (SELECT tags.name, row_number() OVER \
                 (PARTITION BY post_tags.post_id ORDER BY tags.name DESC) AS relata_number FROM tags \
                 JOIN post_tags ON post_tags.tag = tags.name WHERE post_tags.post_id = posts.id) \
                 AS tags), (SELECT JSON_ARRAYAGG(JSON_ARRAY(0, comments.id, comments.post_id, \
                 {comments.body})) FROM comments WHERE comments.post_id = posts.id))) FROM \
                 (SELECT posts.id, posts.author_id, posts.title, posts.likes, \
                 row_number() OVER (PARTITION BY posts.author_id ORDER BY posts.id) AS relata_number \
                 FROM posts WHERE posts.author_id = users.id) AS posts) FROM users ORDER BY users.id",
                "SELECT users.id, users.name, users.email, users.nickname, \
                 (SELECT JSON_ARRAYAGG(JSON_ARRAY(0, posts.id, posts.author_id, {posts.title}, \
                 posts.likes, (SELECT JSON_ARRAYAGG(JSON_ARRAY(0, {tags.name}) ORDER BY tags.name DESC) \
                 FROM tags JOIN post_tags ON post_tags.tag = tags.name \
                 WHERE post_tags.post_id = posts.id), (SELECT JSON_ARRAYAGG(JSON_ARRAY(0, \
                 comments.id, comments.post_id, {comments.body})) FROM comments \
                 WHERE comments.post_id = posts.id)) ORDER BY posts.id) FROM posts \
                 WHERE posts.author_id = users.id) FROM users ORDER BY users.id",
            ]
        )]
    );
    let mut shown = Vec::new();
    for person in &people {
        for post in person.get(users::posts) {
            let tags = post.get(posts::tags).iter().map(|tag| &*session[tag].name);
            shown.push(format!(
                "{} {} {} {}",
                session[person].name,
                session[post].title,
                tags.collect::<Vec<_>>().join("+"),
                post.get(posts::comments).len(),
            ));
        }
    }
    assert_eq!(shown, ["Ada a1 rust 1", "Ada a2 sql+rust 1", "Ada a3 rust 1", "Grace g1 rust 2"]);
    assert_eq!(people[2].get(users::posts).len(), 0);
    // A row is one object, by whatever way it was reached.
    let rust = session.get_one(Tag, "rust".into()).await?;
    let of = |person: usize| people[person].get(users::posts)[0].get(posts::tags)[0];
    assert!(of(0) == rust && of(1) == rust);
});

on_every_database!(some_of_the_rows_are_taken_in_their_order, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    log.take();
    let newest = users::posts
        .multiset()
        .filter(posts::title.ne("a1"))
        .order_by(posts::title.desc())
        .limit(1)
        .with(posts::tags.multiset().order_by(tags::name).limit(1));
    let people = select(User).filter(users::name.ne("Edith")).order_by(users::id);
    let people: Vec<Tracked<User, (Partial<_>,)>> = session.all(&people.with(newest)).await?;
    let [statement] = &log.statements()[..] else { panic!("several statements") };
    assert!(
        statement.contains(&of(
            &engine,
            [
                "row_number() OVER (PARTITION BY posts.author_id ORDER BY posts.title DESC) \
                 AS relata_number FROM posts WHERE posts.author_id = users.id AND posts.title <> ?2 \
                 ORDER BY relata_number LIMIT ?3) AS posts) FROM users WHERE users.name <> ?4",
                "FROM posts WHERE posts.author_id = users.id AND posts.title <> ?2 \
                 ORDER BY posts.title DESC LIMIT ?3) FROM users WHERE users.name <> ?4",
                "row_number() OVER (PARTITION BY posts.author_id ORDER BY posts.title DESC) \
                 AS relata_number FROM posts WHERE posts.author_id = users.id AND posts.title <> ?2 \
                 ORDER BY relata_number LIMIT ?3) AS posts) FROM users WHERE users.name <> ?4",
                "FROM tags JOIN post_tags ON post_tags.tag = tags.name \
                 WHERE post_tags.post_id = posts.id)) ORDER BY posts.title DESC LIMIT ?2) \
                 FROM posts WHERE posts.author_id = users.id AND posts.title <> ?3) \
                 FROM users WHERE users.name <> ?4",
            ]
        )),
        "{statement}"
    );
    let titles = people.iter().map(|person| {
        person.get(users::posts).iter().map(|post| &*session[post].title).collect::<Vec<_>>()
    });
    assert_eq!(titles.collect::<Vec<_>>(), [vec!["a3"], vec!["g1"]]);
    assert_eq!(session[people[0].get(users::posts)[0].get(posts::tags)[0]].name, "rust");
    // The same type takes all of them, and another number.
    for most in [1, 2] {
        let some = users::posts.multiset().order_by(posts::id).limit(most);
        let people = session.all(&select(User).order_by(users::id).with(some)).await?;
        assert_eq!(people[0].get(users::posts).len(), most as usize);
    }
});

on_every_database!(each_kind_of_relation_is_a_value, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    // To one, absent or not, and on to one.
    let query = select(Comment)
        .filter(comments::body.in_(["a1.0", "g1.0", "about nothing"]))
        .order_by(comments::body);
    log.take();
    let post = comments::post.multiset().with(posts::author.multiset());
    let found = session.all(&query.with(post)).await?;
    assert_eq!(log.statements().len(), 1);
    let mut authors = Vec::new();
    for comment in &found {
        let author = comment.get(comments::post).and_then(|post| post.get(posts::author));
        authors.push(author.map(|author| session[author].name.clone()));
    }
    assert_eq!(authors, [Some("Ada".into()), None, Some("Grace".into())]);

    // From the other side of a table between, and what is loaded by statements of its own below.
    let below = tags::posts.multiset().order_by(posts::title.desc()).with(posts::comments);
    let query = select(Tag).order_by(tags::name).with(below);
    log.take();
    let tags = session.all(&query).await?;
    assert_eq!(log.statements().len(), 2);
    let titles = |tag: &Tracked<Tag, (Nested<tags::posts, (posts::comments,)>,)>| {
        let posts = tag.get(tags::posts).iter();
        posts
            .map(|post| format!("{}:{}", session[post].title, post.get(posts::comments).len()))
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(&tags[0]), ["g1:2", "a3:1", "a2:1", "a1:1"]);
    assert_eq!(titles(&tags[1]), ["a2:1"]);

    // Parts of rows.
    let parts = users::posts.multiset().order_by(posts::id.desc()).limit(2).only(posts::title);
    log.take();
    let people = session.all(&select(User).order_by(users::id).with(parts)).await?;
    assert_eq!(log.statements().len(), 1);
    let ada: Vec<_> =
        people[0].get(users::posts).iter().map(|post| post.get(posts::title)).collect();
    assert_eq!(ada, ["a3", "a2"]);
    assert!(people[2].get(users::posts).is_empty());

    // Beside what is joined, before and after it, and beside others of their own.
    let query = select(Post)
        .order_by(posts::id)
        .with(posts::tags.multiset().order_by(tags::name))
        .joined(posts::author)
        .with(posts::comments);
    log.take();
    let posts = session.all(&query).await?;
    assert_eq!(log.statements().len(), 2);
    assert_eq!(session[posts[2].get(posts::author).unwrap()].name, "Ada");
    assert_eq!(posts[2].get(posts::tags).len(), 2);
    let twice = select(User).order_by(users::id).joined(users::posts.with(posts::tags));
    let twice = session.all(&twice.with(users::posts.multiset().only(posts::title))).await?;
    assert_eq!(twice.len(), 3);
    // A row that a join of the program repeats is one more, as it is beside others.
    let repeated = || from(users::table).inner_join(users::posts).order_by(posts::id).select(User);
    let set = session.all(&repeated().with(users::posts.multiset())).await?;
    let apart = session.all(&repeated().with(users::posts)).await?;
    let count = |user: &Tracked<User, (users::posts,)>| user.get(users::posts).len();
    assert_eq!(set.iter().map(count).collect::<Vec<_>>(), [3, 1, 3, 3]);
    assert_eq!(apart.iter().map(count).collect::<Vec<_>>(), [3, 1, 3, 3]);
    // A table is beside itself under another name.
    let top = session.add(Node, nodes::name.set("a"));
    session.add(Node, (nodes::parent_id.set(&top), nodes::name.set("b")));
    session.commit().await?;
    let trees = select(root[Node]).order_by(root[nodes::name]);
    let trees = trees.with(nodes::children.multiset());
    let trees = session.all(&trees).await?;
    let count = |node: &Tracked<Node, (nodes::children,)>| node.get(nodes::children).len();
    assert_eq!(trees.iter().map(count).collect::<Vec<_>>(), [1, 0]);
    // Under another name, the first of them.
    let named = select(writer[User]).order_by(writer[users::id]).with(users::posts.multiset());
    assert_eq!(session.first(&named).await?.unwrap().get(users::posts).len(), 3);
    log.take();
});

on_every_database!(objects_that_are_there_keep_their_changes, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    let post = session.one(&select(Post).order_by(posts::title).limit_one()).await?;
    session.edit(&post).likes = 7;
    let query = select(User).order_by(users::id);
    let query = query.with(users::posts.multiset().order_by(posts::id));
    // A statement sees what was written before it, and changes no object that is there.
    let people = session.all(&query).await?;
    assert!(people[0].get(users::posts)[0] == post);
    assert_eq!(session[post].likes, 7);
    session.commit().await?;
    // Beside values, without a session.
    let mut connection = engine.connect().await?;
    log.take();
    let people: Vec<Loaded<User, (users::posts,)>> = connection.load(&query).await?;
    assert_eq!(log.statements().len(), 1);
    assert_eq!(people[0].get(users::posts)[0].likes, 7);
    let mut tx = connection.begin().await?;
    assert_eq!(tx.load(&query).await?[1].get(users::posts)[0].title, "g1");
});

on_every_face!(every_face_reads_them, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    for title in ["a", "b"] {
        session.add(Post, (posts::author_id.set(&ada), posts::title.set(title)));
    }
    session.commit().await?;
    session.detach_all();
    log.take();
    let query = select(User).with(users::posts.multiset().order_by(posts::title.desc()));
    let people = session.all(&query).await?;
    assert_eq!(log.statements().len(), 1);
    let titles = people[0].get(users::posts).iter().map(|post| &*session[post].title);
    assert_eq!(titles.collect::<Vec<_>>(), ["b", "a"]);
    session.commit().await?;
    let people = engine.connect().await?.load(&query).await?;
    assert_eq!(people[0].get(users::posts)[1].title, "a");
});
