//! Deleting: children before parents, and what depends on a row that goes.

use super::*;

on_every_database!(children_go_before_their_parents, async |engine, log| {
    let mut session = engine.session();
    let root = session.add(Node, nodes::name.set("root"));
    let leaf = session.add(Node, (nodes::name.set("leaf"), nodes::parent_id.set(&root)));
    let post = {
        let ada = session.add(User, user!("Ada"));
        session.add(Post, (posts::author_id.set(&ada), posts::title.set("Notes")))
    };
    let comment = session.add(Comment, (comments::post_id.set(&post), comments::body.set("Good")));
    session.commit().await?;
    let (root, leaf) = (session.saved(root)?, session.saved(leaf)?);
    let (post, comment) = (session.saved(post)?, session.saved(comment)?);
    log.take();
    session.delete(&root);
    session.delete(&post);
    session.delete(&leaf);
    session.delete(&comment);
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "DELETE FROM comments WHERE id = ?1",
            "UPDATE comments SET post_id = NULL WHERE post_id = ?1",
            "DELETE FROM post_tags WHERE post_id = ?1",
            "DELETE FROM posts WHERE id = ?1",
            "UPDATE nodes SET parent_id = NULL WHERE parent_id IN (?1, ?2)",
            "DELETE FROM nodes WHERE id = ?1",
            "DELETE FROM nodes WHERE id = ?1",
        ]
    );
    assert_eq!(session.find(&post).unwrap_err().to_string(), "posts 1 is deleted");
    assert_eq!(session.get(Post, 1).await?, None);
    session.commit().await?;
    assert_eq!(engine.one(&from(posts::table).select(count_rows())).await?, 0);
});

on_every_database!(dependents_do_what_their_keys_say, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let post = session.add(Post, (posts::author_id.set(&ada), posts::title.set("Notes")));
    let comment = session.add(Comment, (comments::post_id.set(&post), comments::body.set("Good")));
    session.commit().await?;
    let (ada, post, comment) = (session.saved(ada)?, session.saved(post)?, session.saved(comment)?);
    log.take();
    // The reference of a comment may be NULL, and its key says nothing of deletes.
    session.delete(&post);
    session.flush().await?;
    assert!(session.find(&comment).unwrap_err().to_string().contains("has expired"));
    session.refresh(&comment).await?;
    assert_eq!(session[comment].post_id, None);
    session.rollback().await?;
    session.refresh(&comment).await?;
    assert_eq!(session[comment].post_id, Some(session[post].id));
    session.edit(&comment).post_id = None;
    // A post goes with its author: the key says ON DELETE CASCADE.
    session.delete(&ada);
    session.flush().await?;
    assert!(session.find(&post).unwrap_err().to_string().contains("deleted"));
    session.rollback().await?;
    assert_eq!(session[post].title, "Notes");
});

on_every_database!(what_is_deleted_elsewhere_is_gone_all_the_same, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    engine.execute(&delete(users::table).every_row()).await?;
    session.delete(&ada);
    session.commit().await?;
    log.take();
});
