//! What a flush writes, in which statements, in which order.

use relata::orm::Kept;

use super::*;

on_every_face!(parents_come_before_children_in_one_statement_each, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let grace = session.add(User, user!("Grace"));
    let notes = session.add(Post, (posts::title.set("Notes"), posts::author_id.set(&ada)));
    session.add(Post, (posts::author_id.set(&grace), posts::title.set("Compilers")));
    session
        .add(Post, (posts::author_id.set(&ada), posts::title.set("Engines"), posts::likes.set(7)));
    session.flush().await?;
    let mut lines = log.take();
    // Without RETURNING, what the database made but for numbers is read.
    let posts = "SELECT posts.id, posts.author_id, posts.title, posts.likes FROM posts \
                 WHERE posts.id IN (SELECT value FROM json_each(?1))";
    if lines.get(4).is_some_and(|line| line == posts) {
        lines.remove(4);
        assert!(lines[3].ends_with(" RETURNING id"), "{lines:#?}");
        lines[3] += ", author_id, title, likes";
    }
    assert_eq!(
        lines,
        [
            "BEGIN",
            "SAVEPOINT",
            "INSERT INTO users (name, email) VALUES (?1, ?2), (?3, ?4) RETURNING id",
            "INSERT INTO posts (author_id, title) VALUES (?1, ?2), (?3, ?4) \
             RETURNING id, author_id, title, likes",
            "INSERT INTO posts (author_id, title, likes) VALUES (?1, ?2, ?3) RETURNING id",
            "RELEASE",
        ]
    );
    let (ada, notes) = (session.saved(ada)?, session.saved(notes)?);
    assert_eq!(
        session[ada],
        User { id: 1, name: "Ada".into(), email: "Ada@example.org".into(), nickname: None }
    );
    assert_eq!(session[notes].author_id, 1);
    assert_eq!(session[notes].likes, 0);
    session.commit().await?;
    let rows = engine.all(&select((posts::author_id, posts::title)).order_by(posts::title)).await?;
    let rows: Vec<_> = rows.iter().map(|(author, title)| (*author, title.as_str())).collect();
    assert_eq!(rows, [(2, "Compilers"), (1, "Engines"), (1, "Notes")]);
});

on_every_database!(each_new_object_gets_its_own_key, async |engine, log| {
    let mut session = engine.session();
    let new: Vec<_> = (0..100).map(|n| session.add(User, user!(format!("user {n}")))).collect();
    session.commit().await?;
    let statements = log.statements();
    assert_eq!(statements.len(), 2, "{statements:#?}");
    for (n, user) in new.into_iter().enumerate() {
        let user = session.saved(user)?;
        assert_eq!(session[user].name, format!("user {n}"));
        let name =
            engine.one_or_none(&select(users::name).filter(users::id.eq(session[user].id))).await?;
        assert_eq!(name, Some(format!("user {n}")));
    }
});

on_every_face!(only_what_changed_is_written, async |engine, log| {
    let mut session = engine.session();
    let new: Vec<_> = ["Ada", "Grace", "Edith"].map(|name| session.add(User, user!(name))).into();
    session.commit().await?;
    let people: Vec<_> = new.into_iter().map(|new| session.saved(new).unwrap()).collect();
    log.take();
    session.edit(&people[0]).nickname = Some("the countess".into());
    session.edit(&people[1]).nickname = Some("amazing".into());
    session.edit(&people[2]).name = "Edith C.".into();
    // Lent, and given back as it was.
    session.edit(&people[2]).nickname = None;
    assert!(session.has_changes() && session.is_changed(&people[2])?);
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE users SET nickname = CASE id WHEN ?1 THEN ?2 WHEN ?3 THEN ?4 ELSE nickname END \
             WHERE id IN (?5, ?6)",
            "UPDATE users SET name = ?1 WHERE id = ?2",
        ]
    );
    assert!(!session.has_changes());
    session.edit(&people[0]).name = "Ada".into();
    session.flush().await?;
    assert!(!session.has_changes());
    assert_eq!(log.statements(), [""; 0]);
    session.commit().await?;
    let names = engine.all(&select((users::name, users::nickname)).order_by(users::id)).await?;
    let names: Vec<_> = names.iter().map(|(name, nick)| (name.as_str(), nick.as_deref())).collect();
    assert_eq!(
        names,
        [("Ada", Some("the countess")), ("Grace", Some("amazing")), ("Edith C.", None)]
    );
});

on_every_database!(each_of_many_changed_rows_gets_its_own_values, async |engine, log| {
    let mut session = engine.session();
    let new: Vec<_> = (0..150)
        .map(|n| {
            let user = session.add(User, user!(format!("user {n}")));
            (user, session.add(Account, accounts::balance.set(n)))
        })
        .collect();
    session.commit().await?;
    log.take();
    for (n, (user, account)) in new.iter().enumerate() {
        let user = session.saved(*user)?;
        let account = session.saved(*account)?;
        session.edit(&user).name = format!("new {n}");
        session.edit(&user).nickname = (n % 2 == 0).then(|| format!("nick {n}"));
        session.edit(&account).balance += 1_000;
    }
    session.flush().await?;
    // Of 32 rows each: those with and without a nickname are two sets of columns.
    assert_eq!(log.statements().len(), 3 + 3 + 5);
    session.commit().await?;
    for (n, (user, account)) in new.iter().enumerate() {
        let user = session.saved(*user)?;
        let stored =
            engine.one_or_none(&select(User).filter(users::id.eq(session[user].id))).await?;
        assert_eq!(stored.as_ref(), Some(&session[user]));
        assert_eq!(session[user].name, format!("new {n}"));
        let account = session.saved(*account)?;
        let id = session[account].id;
        let stored = engine.one_or_none(&select(Account).filter(accounts::id.eq(id))).await?;
        assert_eq!(stored, Some(Account { id, balance: n as i64 + 1_000, version: 2 }));
    }
});

on_every_face!(rows_of_one_table_are_ordered_by_their_references, async |engine, log| {
    let mut session = engine.session();
    let leaf = {
        let root = session.add(Node, nodes::name.set("root"));
        let inner = session.add(Node, (nodes::parent_id.set(&root), nodes::name.set("inner")));
        session.add(Node, (nodes::parent_id.set(&root), nodes::name.set("other")));
        session.add(Node, (nodes::parent_id.set(&inner), nodes::name.set("leaf")))
    };
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "INSERT INTO nodes (name) VALUES (?1) RETURNING id",
            "INSERT INTO nodes (parent_id, name) VALUES (?1, ?2), (?3, ?4) RETURNING id",
            "INSERT INTO nodes (parent_id, name) VALUES (?1, ?2) RETURNING id",
        ]
    );
    let leaf = session.saved(leaf)?;
    let inner = session.get_one(Node, session[leaf].parent_id.unwrap()).await?;
    assert_eq!(session[inner].name, "inner");
});

on_every_face!(a_failed_flush_leaves_all_as_it_was, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.flush().await?;
    let ada = session.saved(ada)?;
    session.edit(&ada).nickname = Some("A".into());
    let post = session.add(Post, (posts::author_id.set(&ada), posts::title.set("Notes")));
    let twin = session.add(User, user!("Ada"));
    let error = session.flush().await.unwrap_err();
    assert!(error.is_unique_violation(), "{error}");
    // Nothing of it is written, and nothing is forgotten.
    assert!(session.saved(post).is_err() && session.has_changes());
    assert_eq!(session[ada].nickname.as_deref(), Some("A"));
    assert_eq!(session.one(&from(posts::table).select(count_rows())).await?, 0);
    session.discard(twin)?;
    session.commit().await?;
    let post = session.saved(post)?;
    assert_eq!((session[post].author_id, session[post].title.as_str()), (session[ada].id, "Notes"));
    assert_eq!(engine.all(&select(users::nickname)).await?, [Some("A".to_owned())]);
    log.take();
});

on_every_database!(composite_and_natural_keys_are_known_before_the_flush, async |engine, log| {
    let mut session = engine.session();
    let place = |country: &'static str, code, name: &'static str| {
        (places::country.set(country), places::code.set(code), places::name.set(name))
    };
    let paris = session.add(Place, place("FR", 75, "Paris"));
    session.add(Place, place("FR", 69, "Lyon"));
    session.add(Tag, tags::name.set("rust"));
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "INSERT INTO places (country, code, name) VALUES (?1, ?2, ?3), (?4, ?5, ?6)",
            "INSERT INTO tags (name) VALUES (?1)",
        ]
    );
    let paris = session.saved(paris)?;
    let lyon = session.get_one(Place, ("FR".into(), 69)).await?;
    assert_eq!(session.get(Place, ("FR".into(), 75)).await?, Some(paris));
    assert_eq!(log.statements(), [""; 0]);
    session.edit(&paris).name = "Lutetia".into();
    session.edit(&lyon).name = "Lugdunum".into();
    session.flush().await?;
    assert_eq!(
        log.statements(),
        ["UPDATE places SET name = CASE WHEN country = ?1 AND code = ?2 THEN ?3 \
          WHEN country = ?4 AND code = ?5 THEN ?6 ELSE name END \
          WHERE country = ?7 AND code = ?8 OR country = ?9 AND code = ?10"]
    );
    session.commit().await?;
    let names = engine.all(&select(places::name).order_by(places::name)).await?;
    assert_eq!(names, ["Lugdunum", "Lutetia"]);
    assert_eq!(session.get(Place, ("FR".into(), 69)).await?, Some(lyon));
    let read = log.statements();
    let from = "SELECT places.country, places.code, places.name FROM places";
    let list = "WHERE (places.country, places.code) IN ";
    // SQLite alone has VALUES there.
    let ends = [format!("{from} {list}(VALUES (?1, ?2))"), format!("{from} {list}((?1, ?2))")];
    assert!(read.last().is_some_and(|read| ends.contains(read)), "{read:?}");
});

on_every_database!(a_flush_is_these_statements_with_these_values, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let notes = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    let comment = session.add(Comment, (comments::post.set(&notes), comments::body.set("Good")));
    let rust = session.add(Tag, tags::name.set("rust"));
    session.commit().await?;
    let (ada, notes) = (session.saved(ada)?, session.saved(notes)?);
    let (comment, rust) = (session.saved(comment)?, session.saved(rust)?);
    log.take();
    log.show_values();
    session.delete(&comment);
    session.link(&notes, posts::tags, &rust);
    let grace = session.add(User, user!("Grace"));
    let post = (posts::author.set(&grace), posts::title.set("It's \u{e9}"), posts::likes.set(7));
    session.add(Post, post);
    session.edit(&ada).nickname = Some("A".into());
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "INSERT INTO users (name, email) VALUES (?1, ?2) RETURNING id \
             -- ['Grace', 'Grace@example.org']",
            "UPDATE users SET nickname = ?1 WHERE id = ?2 -- ['A', 1]",
            "INSERT INTO posts (author_id, title, likes) VALUES (?1, ?2, ?3) RETURNING id \
             -- [2, 'It's \u{e9}', 7]",
            "INSERT INTO post_tags (post_id, tag) VALUES (?1, ?2) -- [1, 'rust']",
            "DELETE FROM comments WHERE id = ?1 -- [1]",
        ]
    );
});

on_every_face!(of_many_rows_the_refused_one_is_named, async |engine, log| {
    let mut session = engine.session();
    let taken = session.add(User, user!("user 612"));
    session.commit().await?;
    let taken = session.saved(taken)?;
    let new: Vec<_> = (0..1_000).map(|n| session.add(User, user!(format!("user {n}")))).collect();
    let error = session.flush().await.unwrap_err();
    assert!(error.is_unique_violation(), "{error}");
    assert_eq!(session.refused(User), Some(Kept::Added(new[612])));
    assert_eq!(session.refused(Post), None);
    // All of them still wait, and the transaction goes on.
    assert!(new.iter().all(|new| session.saved(*new).is_err()));
    assert_eq!(session.one(&from(users::table).select(count_rows())).await?, 1);
    session.discard(new[612])?;
    session.flush().await?;
    assert_eq!(session.refused(User), None);
    let other = session.saved(new[700])?;
    for (n, new) in new.iter().enumerate().take(710).skip(690) {
        let user = session.saved(*new)?;
        session.edit(&user).email = format!("{n}@example.com");
    }
    session.edit(&other).email = session[taken].email.clone();
    assert!(session.flush().await.unwrap_err().is_unique_violation());
    assert_eq!(session.refused(User), Some(Kept::There(other)));
    assert_eq!(session[other].email, session[taken].email);
    session.rollback().await?;
    assert_eq!(session.refused(User), None);
    log.take();
});

/// SQLite's RETURNING costs more than the INSERT: after the first part the rows are counted.
#[tokio::test]
async fn rows_of_a_trigger_are_not_taken_for_new_objects() -> Result<(), Error> {
    for name in ["node 90", "node 3", "node 199"] {
        let engine = memory().await?;
        engine.execute(&insert_into(tags::table).values(tags::name.set(name))).await?;
        let trigger = raw!(
            (),
            "CREATE TRIGGER twins AFTER INSERT ON nodes WHEN new.name = (SELECT name FROM tags)
             BEGIN INSERT INTO nodes (name) VALUES ('twin'); END"
        );
        engine.execute(&trigger).await?;
        let mut session = engine.session();
        let new: Vec<_> =
            (0..200).map(|n| session.add(Node, nodes::name.set(format!("node {n}")))).collect();
        session.commit().await?;
        for (n, node) in new.into_iter().enumerate() {
            let node = session.saved(node)?;
            let name = select(nodes::name).filter(nodes::id.eq(session[node].id));
            assert_eq!(session.one_or_none(&name).await?, Some(format!("node {n}")));
        }
        assert_eq!(session.one(&from(nodes::table).select(count_rows())).await?, 201);
    }
    Ok(())
}
