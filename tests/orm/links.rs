//! Many to many: rows of the table between two others.

use super::*;

on_every_face!(objects_are_linked_and_unlinked, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let post = session.add(Post, (posts::author_id.set(&ada), posts::title.set("Notes")));
    let [rust, sql] = ["rust", "sql"].map(|name| session.add(Tag, tags::name.set(name)));
    session.link(&post, posts::tags, &rust);
    session.link(&sql, tags::posts, &post);
    session.flush().await?;
    let statements = log.statements();
    assert_eq!(
        statements.last().unwrap(),
        "INSERT INTO post_tags (post_id, tag) VALUES (?1, ?2), (?3, ?4)"
    );
    let (post, rust) = (session.saved(post)?, session.saved(rust)?);
    session.unlink(&post, posts::tags, &rust);
    session.commit().await?;
    assert_eq!(log.statements(), ["DELETE FROM post_tags WHERE post_id = ?1 AND tag = ?2"]);
    assert_eq!(engine.all(&select(post_tags::tag)).await?, ["sql"]);
    session.delete(&post);
    session.commit().await?;
    assert_eq!(engine.all(&select(post_tags::tag)).await?, [""; 0]);
});

on_every_face!(a_pair_is_linked_once_however_often_that_is_said, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    let [rust, sql] = ["rust", "sql"].map(|name| session.add(Tag, tags::name.set(name)));
    session.link(&post, posts::tags, &rust);
    session.link(&rust, tags::posts, &post);
    session.link(&post, posts::tags, &rust);
    // What is said last is so.
    session.link(&post, posts::tags, &sql);
    session.unlink(&sql, tags::posts, &post);
    session.flush().await?;
    let statements = log.statements();
    assert_eq!(
        statements[statements.len() - 2..],
        [
            "DELETE FROM post_tags WHERE post_id = ?1 AND tag = ?2",
            "INSERT INTO post_tags (post_id, tag) VALUES (?1, ?2)",
        ]
    );
    let (post, rust, sql) = (session.saved(post)?, session.saved(rust)?, session.saved(sql)?);
    session.unlink(&post, posts::tags, &rust);
    session.unlink(&post, posts::tags, &rust);
    session.link(&post, posts::tags, &rust);
    session.link(&post, posts::tags, &sql);
    session.commit().await?;
    let of_post = select(post_tags::tag).order_by(post_tags::tag);
    assert_eq!(engine.all(&of_post).await?, ["rust", "sql"]);
});
