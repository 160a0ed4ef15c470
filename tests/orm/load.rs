//! Relations that are loaded beside objects: what they hold, and by which statements.

use relata::orm::Recursive;

use super::*;

/// Three users, and posts, comments and tags.
macro_rules! add_all {
    ($session:ident) => {{
        let people = ["Ada", "Grace", "Edith"].map(|name| $session.add(User, user!(name)));
        let [rust, sql] = ["rust", "sql"].map(|name| $session.add(Tag, tags::name.set(name)));
        for (at, title) in [(0, "a1"), (1, "g1"), (0, "a2"), (0, "a3")] {
            let post =
                $session.add(Post, (posts::author_id.set(&people[at]), posts::title.set(title)));
            for n in 0..at + 1 {
                let body = format!("{title}.{n}");
                $session.add(Comment, (comments::post_id.set(&post), comments::body.set(body)));
            }
            $session.link(&post, posts::tags, &rust);
            if title == "a2" {
                $session.link(&post, posts::tags, &sql);
            }
        }
        $session.add(Comment, comments::body.set("about nothing"));
    }};
}

/// They are in the database.
macro_rules! fill {
    ($engine:ident) => {{
        let mut session = $engine.session();
        $crate::load::add_all!(session);
        session.commit().await?;
    }};
}
pub(super) use {add_all, fill};

on_every_face!(a_relation_is_one_statement_for_all_objects, async |engine, log| {
    let mut session = engine.session();
    add_all!(session);
    session.commit().await?;
    session.detach_all();
    log.take();
    let query = select(User).with(users::posts.with((posts::comments, posts::tags)));
    let people = session.all(&query).await?;
    assert_eq!(
        log.statements(),
        [
            "SELECT users.id, users.name, users.email, users.nickname FROM users",
            "SELECT posts.id, posts.author_id, posts.title, posts.likes FROM posts \
             WHERE posts.author_id IN (SELECT value FROM json_each(?1))",
            "SELECT comments.id, comments.post_id, comments.body FROM comments \
             WHERE comments.post_id IN (SELECT value FROM json_each(?1))",
            "SELECT tags.name, post_tags.post_id FROM tags JOIN post_tags ON post_tags.tag = tags.name \
             WHERE post_tags.post_id IN (SELECT value FROM json_each(?1))",
        ]
    );
    let mut shown = Vec::new();
    for person in &people {
        for post in person.get(users::posts) {
            let tags: Vec<_> =
                post.get(posts::tags).iter().map(|tag| &*session[tag].name).collect();
            let comments = post.get(posts::comments).len();
            shown.push(format!(
                "{} {} {comments} {}",
                session[person].name,
                session[post].title,
                tags.join("+")
            ));
        }
    }
    shown.sort();
    assert_eq!(shown, ["Ada a1 1 rust", "Ada a2 1 rust+sql", "Ada a3 1 rust", "Grace g1 2 rust"]);
    assert_eq!(people[2].get(users::posts).len(), 0);
    // A row is one object, by whatever way it was reached.
    let rust = session.get_one(Tag, "rust".into()).await?;
    let of = |person: usize| people[person].get(users::posts)[0].get(posts::tags)[0];
    assert!(of(0) == rust && of(1) == rust);
});

on_every_database!(a_reference_is_loaded_or_absent, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    let query = select(Comment)
        .filter(comments::body.in_(["a1.0", "g1.0", "about nothing"]))
        .order_by(comments::body)
        .with(comments::post.with(posts::author));
    let comments = session.all(&query).await?;
    let mut authors = Vec::new();
    for comment in &comments {
        let author = comment.get(comments::post).and_then(|post| post.get(posts::author));
        authors.push(author.map(|author| session[author].name.clone()));
    }
    assert_eq!(authors, [Some("Ada".into()), None, Some("Grace".into())]);
    log.take();
});

on_every_face!(a_part_is_filtered_ordered_and_limited, async |engine, log| {
    let mut session = engine.session();
    add_all!(session);
    session.commit().await?;
    session.detach_all();
    log.take();
    let newest = users::posts
        .selectin()
        .filter(posts::title.ne("a1"))
        .order_by(posts::title.desc())
        .limit(1)
        .with(posts::tags.selectin().order_by(tags::name).limit(1));
    let people = session.all(&select(User).order_by(users::id).with(newest)).await?;
    let statements = log.statements();
    assert_eq!(
        statements[1],
        "SELECT posts.id, posts.author_id, posts.title, posts.likes FROM \
         (SELECT posts.id, posts.author_id, posts.title, posts.likes, \
         row_number() OVER (PARTITION BY posts.author_id ORDER BY posts.title DESC) AS relata_number \
         FROM posts WHERE posts.author_id IN (SELECT value FROM json_each(?1)) AND posts.title <> ?2) \
         AS posts WHERE posts.relata_number <= ?3 ORDER BY posts.title DESC"
    );
    assert_eq!(
        statements[2],
        "SELECT tags.name, tags.relata_key_1 FROM (SELECT tags.name, post_tags.post_id AS relata_key_1, \
         row_number() OVER (PARTITION BY post_tags.post_id ORDER BY tags.name) AS relata_number \
         FROM tags JOIN post_tags ON post_tags.tag = tags.name \
         WHERE post_tags.post_id IN (SELECT value FROM json_each(?1))) \
         AS tags WHERE tags.relata_number <= ?2 ORDER BY tags.name"
    );
    let people: Vec<Tracked<User, (Partial<_>,)>> = people;
    let titles = people.iter().map(|person| {
        person.get(users::posts).iter().map(|post| session[post].title.clone()).collect::<Vec<_>>()
    });
    assert_eq!(titles.collect::<Vec<_>>(), [vec!["a3"], vec!["g1"], vec![]]);
    assert_eq!(session[people[0].get(users::posts)[0].get(posts::tags)[0]].name, "rust");
});

on_every_database!(values_are_loaded_without_a_session, async |engine, log| {
    fill!(engine);
    let mut connection = engine.connect().await?;
    let query = select(User).order_by(users::id).with(users::posts.with(posts::author));
    let people = connection.load(&query).await?;
    assert_eq!(people[0].name, "Ada");
    assert_eq!(people[0].get(users::posts).len(), 3);
    // Each post has its author as a value of its own.
    assert_eq!(people[0].get(users::posts)[2].get(posts::author).unwrap().name, "Ada");
    let mut tx = connection.begin().await?;
    assert_eq!(tx.load(&query).await?[1].get(users::posts)[0].title, "g1");
    drop(tx);
    log.take();
    assert_eq!(connection.begin_read_only().await?.load(&query).await?.len(), 3);
});

on_every_face!(relations_are_loaded_later, async |engine, log| {
    let mut session = engine.session();
    add_all!(session);
    session.commit().await?;
    session.detach_all();
    let people = session.all(&select(User).order_by(users::id)).await?;
    log.take();
    let ada = session.load(&people[0], users::posts).await?;
    assert_eq!(ada.get(users::posts).len(), 3);
    let people = session.load_all(&people, users::posts.with(posts::comments)).await?;
    assert_eq!(people[1].get(users::posts)[0].get(posts::comments).len(), 2);
    assert_eq!(log.statements().len(), 3);
    let nobody = session.load_all(&[] as &[Tracked<User>], users::posts).await?;
    assert_eq!(nobody.len(), 0);
});

on_every_database!(a_tree_is_loaded_to_a_depth, async |engine, log| {
    let mut session = engine.session();
    let root = session.add(Node, nodes::name.set("root"));
    let inner = session.add(Node, (nodes::parent_id.set(&root), nodes::name.set("inner")));
    session.add(Node, (nodes::parent_id.set(&inner), nodes::name.set("leaf")));
    session.flush().await?;
    let roots = select(Node).filter(nodes::parent_id.is_null());
    let roots = session.all(&roots.with(nodes::children.with(nodes::children))).await?;
    let leaf = roots[0].get(nodes::children)[0].get(nodes::children)[0];
    assert_eq!(session[leaf].name, "leaf");
    let parent = session.load(&leaf, nodes::parent).await?;
    assert_eq!(session[parent.get(nodes::parent).unwrap()].name, "inner");
    log.take();
});

on_every_database!(a_tree_is_loaded_as_deep_as_it_is, async |engine, log| {
    let mut session = engine.session();
    let root = session.add(Node, nodes::name.set("root"));
    session.add(Node, nodes::name.set("alone"));
    for name in ["a", "b"] {
        let inner = session.add(Node, (nodes::parent_id.set(&root), nodes::name.set(name)));
        for leaf in 0..2 {
            let name = format!("{name}{leaf}");
            session.add(Node, (nodes::parent_id.set(&inner), nodes::name.set(name)));
        }
    }
    session.commit().await?;
    log.take();
    let level = "SELECT nodes.id, nodes.parent_id, nodes.name FROM nodes \
                 WHERE nodes.parent_id IN (SELECT value FROM json_each(?1)) ORDER BY nodes.name DESC";
    let roots = select(Node).filter(nodes::parent_id.is_null()).order_by(nodes::id);
    let children = || nodes::children.selectin().order_by(nodes::name.desc());
    let trees = session.all(&roots.with(children().recursive())).await?;
    let trees: Vec<Tracked<Node, (Recursive<nodes::children>,)>> = trees;
    assert_eq!(log.statements()[1..], [level, level, level]);
    fn shown(
        session: &Session<'_, impl relata::driver::Driver>,
        tree: &Tracked<Node, (Recursive<nodes::children>,)>,
    ) -> String {
        let below = tree.get(nodes::children).iter().map(|child| shown(session, child));
        format!("{}({})", session[tree].name, below.collect::<Vec<_>>().join(" "))
    }
    assert_eq!(shown(&session, &trees[0]), "root(b(b1() b0()) a(a1() a0()))");
    assert_eq!(shown(&session, &trees[1]), "alone()");
    // So many levels are a part of all.
    let part = session.load(&trees[0], children().to_depth(1)).await?;
    let part: Tracked<Node, (Partial<Recursive<nodes::children>>,)> = part;
    assert_eq!(log.statements(), [level]);
    assert_eq!(part.get(nodes::children).len(), 2);
    // Asked for twice, they are looked for once.
    let twice = session.load_all([&trees[0], &trees[0]], children().recursive()).await?;
    assert_eq!(twice[1].get(nodes::children)[0].get(nodes::children).len(), 2);
    assert_eq!(log.statements().len(), 3);
    // So are trees of which one is a part of the other.
    let all = session.all(&select(Node).order_by(nodes::id).with(children().recursive())).await?;
    assert_eq!(shown(&session, &all[0]), "root(b(b1() b0()) a(a1() a0()))");
    assert_eq!(shown(&session, &all[2]), "a(a1() a0())");
    // Beside values.
    drop(session);
    let mut connection = engine.connect().await?;
    let roots = select(Node).filter(nodes::name.eq("b"));
    let tree = connection.load(&roots.with(nodes::children.selectin().recursive())).await?;
    assert_eq!(tree[0].get(nodes::children)[1].name, "b1");
});

on_every_database!(a_circle_is_no_tree, async |engine, log| {
    let mut session = engine.session();
    let first = session.add(Node, nodes::name.set("first"));
    let second = session.add(Node, (nodes::parent_id.set(&first), nodes::name.set("second")));
    session.flush().await?;
    let (first, second) = (session.saved(first)?, session.saved(second)?);
    session.edit(&first).parent_id = Some(session[second].id);
    session.flush().await?;
    let loaded = session.load(&first, nodes::children.selectin().recursive()).await;
    let text = loaded.unwrap_err().to_string();
    assert_eq!(text, "rows of nodes are below themselves");
    log.take();
});

on_every_database!(joined_rows_are_loaded_beside_values, async |engine, log| {
    fill!(engine);
    let mut connection = engine.connect().await?;
    log.take();
    let query = select(Post).order_by(posts::id).joined(posts::author);
    let found = connection.load(&query).await?;
    assert_eq!(log.statements().len(), 1);
    assert_eq!(found[1].title, "g1");
    assert_eq!(found[1].get(posts::author).unwrap().name, "Grace");
    let nested = from(users::table)
        .inner_join(users::posts)
        .filter(posts::title.ne("a1"))
        .order_by((users::id, posts::id))
        .select((User, Post))
        .nest(users::posts);
    let people: Vec<Loaded<User, (Partial<users::posts>,)>> = connection.load(&nested).await?;
    let titles = |user: &Loaded<User, (Partial<users::posts>,)>| -> Vec<String> {
        user.get(users::posts).iter().map(|post| post.title.clone()).collect()
    };
    assert_eq!(people.iter().map(titles).collect::<Vec<_>>(), [vec!["a2", "a3"], vec!["g1"]]);
});

on_every_database!(many_keys_are_looked_for_in_parts, async |engine, log| {
    let mut session = engine.session();
    let people: Vec<_> = (0..1001).map(|n| session.add(User, user!(format!("{n}")))).collect();
    for person in &people {
        session.add(Post, (posts::author_id.set(person), posts::title.set("x")));
    }
    session.commit().await?;
    log.take();
    let people = session.all(&select(User).with(users::posts)).await?;
    assert!(people.iter().all(|person| person.get(users::posts).len() == 1));
    // As a list of placeholders they would be too many.
    let parts = log.statements().len() - 1;
    assert!([1, 3].contains(&parts), "{parts}");
});

/// What was loaded is in the type, so that functions say what they need.
fn titles(session: &Session<'_, Sqlite>, person: &Tracked<User, (users::posts,)>) -> Vec<String> {
    person.get(users::posts).iter().map(|post| session[post].title.clone()).collect()
}

#[tokio::test]
async fn functions_say_what_must_be_loaded() -> Result<(), Error> {
    let engine = memory().await?;
    fill!(engine);
    let mut session = engine.session();
    let people = session.all(&select(User).order_by(users::id).with(users::posts)).await?;
    assert_eq!(titles(&session, &people[1]), ["g1"]);
    let task = tokio::spawn(async move {
        let mut session = engine.session();
        let people = session.all(&select(User).with(users::posts.with(posts::tags))).await?;
        session.load(&people[0], users::posts).await?;
        session.load_all(&people, users::posts).await?;
        session.commit().await?;
        engine.connect().await?.load(&select(User).with(users::posts)).await?;
        Ok::<_, Error>(people.len())
    });
    drop(session);
    assert_eq!(task.await.expect("the task ends")?, 3);
    Ok(())
}

on_every_face!(a_relation_is_joined_in_the_same_statement, async |engine, log| {
    let mut session = engine.session();
    add_all!(session);
    session.commit().await?;
    session.detach_all();
    log.take();
    let query = select(Post).order_by(posts::title).joined(posts::author);
    let written = session.all(&query).await?;
    assert_eq!(
        log.statements(),
        ["SELECT posts.id, posts.author_id, posts.title, posts.likes, \
          users.id, users.name, users.email, users.nickname FROM posts \
          LEFT JOIN users ON users.id = posts.author_id ORDER BY posts.title"]
    );
    let author = |post: &Tracked<Post, (posts::author,)>| {
        session[post.get(posts::author).unwrap()].name.clone()
    };
    assert_eq!(written.iter().map(author).collect::<Vec<_>>(), ["Ada", "Ada", "Ada", "Grace"]);
    assert!(written[0].get(posts::author) == written[2].get(posts::author));
    let people = session.all(&select(User).order_by(users::id).joined(users::posts)).await?;
    let counts: Vec<_> = people.iter().map(|person| person.get(users::posts).len()).collect();
    assert_eq!(counts, [3, 1, 0]);
    let tagged = session.all(&select(Post).order_by(posts::title).joined(posts::tags)).await?;
    assert_eq!(tagged[1].get(posts::tags).len(), 2);
});

on_every_database!(rows_of_a_join_are_nested, async |engine, log| {
    fill!(engine);
    let mut session = engine.session();
    let query = from(users::table)
        .inner_join(users::posts)
        .filter(posts::title.ne("a1"))
        .order_by((users::id, posts::title))
        .select((User, Post))
        .nest(users::posts);
    let people: Vec<Tracked<User, (Partial<users::posts>,)>> = session.all(&query).await?;
    let titles = people.iter().map(|person| {
        person.get(users::posts).iter().map(|post| session[post].title.clone()).collect::<Vec<_>>()
    });
    assert_eq!(titles.collect::<Vec<_>>(), [vec!["a2", "a3"], vec!["g1"]]);
    log.take();
});

on_every_database!(several_relations_are_joined_in_the_same_statement, async |engine, log| {
    use super::variants::{Employee, Engineer, Manager};

    let mut session = engine.session();
    let [ada, grace] =
        ["Ada", "Grace"].map(|name| session.add(Employee, employees::name.set(name)));
    session.add(Engineer, (engineers::id.set(&ada), engineers::language.set("Rust")));
    session.add(Manager, (managers::id.set(&grace), managers::budget.set(7)));
    session.commit().await?;
    log.take();
    let staff = select(Employee)
        .order_by(employees::id)
        .limit(2)
        .joined(employees::engineer)
        .joined(employees::manager);
    type Both = (employees::engineer, employees::manager);
    let staff: Vec<Tracked<Employee, Both>> = session.all(&staff).await?;
    assert_eq!(
        log.statements(),
        ["SELECT employees.id, employees.name, engineers.id, engineers.language, managers.id, \
          managers.budget FROM employees LEFT JOIN engineers ON engineers.id = employees.id \
          LEFT JOIN managers ON managers.id = employees.id ORDER BY employees.id LIMIT ?1"]
    );
    let of = |at: usize| (staff[at].get(employees::engineer), staff[at].get(employees::manager));
    let (Some(engineer), None) = of(0) else { panic!("Ada is an engineer") };
    assert_eq!(session[engineer].language, "Rust");
    let (None, Some(manager)) = of(1) else { panic!("Grace is a manager") };
    assert_eq!(session[manager].budget, 7);
    session.rollback().await?;

    // One of them may lead to many, or several where that is said.
    fill!(engine);
    let mut connection = engine.connect().await?;
    let titled = select(Post).filter(posts::title.eq("g1")).joined(posts::author);
    let found = connection.load(&titled.joined(posts::comments)).await?;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].get(posts::author).unwrap().name, "Grace");
    let bodies = |post: &Loaded<Post, _>, sorted: &mut Vec<String>| {
        let _: &Loaded<Post, (posts::author, posts::comments)> = post;
        sorted.extend(post.get(posts::comments).iter().map(|comment| comment.body.clone()));
        sorted.sort();
    };
    let mut sorted = Vec::new();
    bodies(&found[0], &mut sorted);
    assert_eq!(sorted, ["g1.0", "g1.1"]);
    let tagged = select(Post).order_by(posts::id).joined(posts::comments);
    let found = connection.load(&tagged.joined_with_each(posts::tags)).await?;
    let count = |post: &Loaded<Post, (posts::comments, posts::tags)>| {
        (post.get(posts::comments).len(), post.get(posts::tags).len())
    };
    assert_eq!(found.iter().map(count).collect::<Vec<_>>(), [(1, 1), (2, 1), (1, 2), (1, 1)]);
});
