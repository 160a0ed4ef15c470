//! Objects that are there, and get a reference to one that is new.

use super::*;

on_every_database!(an_object_gets_a_new_parent_in_one_flush, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    session.commit().await?;
    let (ada, post) = (session.saved(ada)?, session.saved(post)?);
    log.take();
    let grace = session.add(User, user!("Grace"));
    session.set(&post, posts::author, &grace)?;
    assert!(session.is_changed(&post)? && session.has_changes());
    // The old parent is deleted by the same flush, and takes nothing along.
    session.delete(&ada);
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "INSERT INTO users (name, email) VALUES (?1, ?2) RETURNING id",
            "UPDATE posts SET author_id = ?1 WHERE id = ?2",
            "DELETE FROM users WHERE id = ?1",
        ]
    );
    let grace = session.saved(grace)?;
    assert_eq!(session[post].author_id, session[grace].id);
    assert!(!session.has_changes());
    session.commit().await?;
    assert_eq!(engine.all(&select(posts::author_id)).await?, [session[grace].id]);
});

on_every_database!(what_was_said_last_of_a_reference_is_so, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    session.commit().await?;
    let (ada, post) = (session.saved(ada)?, session.saved(post)?);
    let id = session[ada].id;
    // One that is known is written into the object at once.
    let [grace, edith] = ["Grace", "Edith"].map(|name| session.add(User, user!(name)));
    session.flush().await?;
    let (grace, edith) = (session.saved(grace)?, session.saved(edith)?);
    session.set(&post, posts::author, &grace)?;
    assert_eq!(session[post].author_id, session[grace].id);
    let ida = session.add(User, user!("Ida"));
    session.set(&post, posts::author, &ida)?;
    // An edit after it counts, and so does what was said before.
    session.edit(&post).author_id = session[edith].id;
    session.flush().await?;
    assert_eq!(session[post].author_id, session[edith].id);
    session.set(&post, posts::author, &ida)?;
    session.rollback().await?;
    assert_eq!((session[post].author_id, session.has_changes()), (id, false));
    // Where the flush fails, it waits on.
    let twin = session.add(User, user!("Ada"));
    let new = session.add(User, user!("New"));
    session.set(&post, posts::author, &new)?;
    assert!(session.flush().await.unwrap_err().is_unique_violation());
    assert!(session.is_changed(&post)?);
    assert!(session.detach(&post).unwrap_err().to_string().contains("flush first"));
    session.discard(twin)?;
    session.commit().await?;
    let new = session.saved(new)?;
    assert_eq!(session[post].author_id, session[new].id);
    log.take();
});

on_every_database!(a_new_object_gets_another_parent, async |engine, log| {
    let mut session = engine.session();
    let [ada, grace] = ["Ada", "Grace"].map(|name| session.add(User, user!(name)));
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    session.set(&post, posts::author, &grace)?;
    session.commit().await?;
    let (post, grace) = (session.saved(post)?, session.saved(grace)?);
    assert_eq!(session[post].author_id, session[grace].id);
    assert!(session.set(&post, posts::author, &grace).is_ok() && !session.is_changed(&post)?);
    let mut other = engine.session();
    let error = other.set(&post, posts::author, &grace).unwrap_err();
    assert_eq!(error.to_string(), "the object belongs to another session");
    log.take();
});

on_every_database!(keys_of_several_columns_are_set_at_once, async |engine, log| {
    let mut session = engine.session();
    let place = |code, name: &'static str| {
        (places::country.set("FR"), places::code.set(code), places::name.set(name))
    };
    let paris = session.add(Place, place(75, "Paris"));
    let visit = session.add(Visit, (visits::place.set(&paris), visits::note.set("first")));
    session.commit().await?;
    let visit = session.saved(visit)?;
    log.take();
    let lyon = session.add(Place, place(69, "Lyon"));
    session.set(&visit, visits::place, &lyon)?;
    // The key is given, so it is known before the flush; what is the same is not written.
    assert_eq!((&*session[visit].country, session[visit].code), ("FR", 69));
    session.commit().await?;
    assert_eq!(log.statements()[1], "UPDATE visits SET code = ?1 WHERE id = ?2");
});
