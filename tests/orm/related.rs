//! What a relation leads to, as a condition: sets that are never loaded as a whole.

use super::*;

on_every_database!(a_set_is_asked_counted_and_changed_without_loading_it, async |engine, log| {
    let mut session = engine.session();
    let [ada, grace] = ["Ada", "Grace"].map(|name| session.add(User, user!(name)));
    for n in 0..10 {
        session.add(Post, (posts::author.set(&ada), posts::title.set(format!("a{n}"))));
    }
    session.add(Post, (posts::author.set(&grace), posts::title.set("g")));
    session.commit().await?;
    let ada = session.saved(ada)?;
    log.take();
    let of_ada = session.related(&ada, users::posts)?;
    let newest = select(Post).filter(of_ada.clone()).order_by(posts::title.desc()).limit(2);
    let newest = session.all(&newest).await?;
    let titles: Vec<_> = newest.iter().map(|post| session[post].title.clone()).collect();
    assert_eq!(titles, ["a9", "a8"]);
    assert_eq!(session.count(Post), 11);
    let count = from(posts::table).filter(of_ada.clone()).select(count_rows());
    assert_eq!(session.one(&count).await?, 10);
    let statements = log.statements();
    assert_eq!(statements[1], "SELECT count(*) FROM posts WHERE posts.author_id = ?1");
    let like = update(posts::table).set(posts::likes.set(7)).filter(of_ada.clone());
    assert_eq!(session.execute(&like).await?, 10);
    assert_eq!(session.execute(&delete(posts::table).filter(of_ada)).await?, 10);
    assert_eq!(session.all(&select(posts::title)).await?, ["g"]);
    log.take();
});

on_every_database!(a_set_behind_a_table_between_is_asked_too, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let [one, two] = ["one", "two"]
        .map(|title| session.add(Post, (posts::author.set(&ada), posts::title.set(title))));
    let [rust, sql] = ["rust", "sql"].map(|name| session.add(Tag, tags::name.set(name)));
    session.link(&one, posts::tags, &rust);
    session.link(&two, posts::tags, &rust);
    session.link(&two, posts::tags, &sql);
    session.commit().await?;
    let (two, rust) = (session.saved(two)?, session.saved(rust)?);
    log.take();
    let of_two = session.related(&two, posts::tags)?;
    let names = select(tags::name).filter(of_two).order_by(tags::name);
    assert_eq!(session.all(&names).await?, ["rust", "sql"]);
    assert_eq!(
        log.statements(),
        ["SELECT tags.name FROM tags WHERE EXISTS (SELECT 1 FROM post_tags \
          WHERE post_tags.tag = tags.name AND post_tags.post_id = ?1) ORDER BY tags.name"]
    );
    let of_rust = session.related(&rust, tags::posts)?;
    // Joined, and beside other conditions.
    let titles = from(users::table)
        .inner_join(users::posts)
        .filter(of_rust)
        .filter(posts::title.eq("two"))
        .select((users::name, posts::title));
    assert_eq!(session.all(&titles).await?, [("Ada".to_owned(), "two".to_owned())]);
    let author = session.related(&two, posts::author)?;
    let names = session.all(&select(User).filter(author)).await?;
    assert_eq!(session[names[0]].name, "Ada");
    log.take();
});
