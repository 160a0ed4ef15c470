//! A row that takes the place of another one in the same flush: its key, or what only one may have.

use super::follows::{Bee, Hive};
use super::keys::Ticket;
use super::orphans::{Sailor, Ship};
use super::*;

table! {
    pub profiles as Profile {
        #[primary_key, identity] id: i64,
        #[unique, references(users::id)] user_id: i64,
        text: String,
    }
}

on_every_database!(a_key_is_deleted_and_added_in_one_flush, async |engine, log| {
    let mut session = engine.session();
    let old = session.add(Tag, tags::name.set("rust"));
    let kept = session.add(Tag, tags::name.set("sql"));
    session.commit().await?;
    let (old, kept) = (session.saved(old)?, session.saved(kept)?);
    log.take();
    session.delete(&old);
    session.delete(&kept);
    let new = session.add(Tag, tags::name.set("rust"));
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "DELETE FROM post_tags WHERE tag = ?1",
            "DELETE FROM tags WHERE name = ?1",
            "INSERT INTO tags (name) VALUES (?1)",
            "DELETE FROM post_tags WHERE tag = ?1",
            "DELETE FROM tags WHERE name = ?1",
        ]
    );
    let new = session.saved(new)?;
    assert!(new != old && session.find(&old).is_err());
    assert_eq!(session.get(Tag, "rust".into()).await?, Some(new));
    session.rollback().await?;
    assert_eq!((&*session[old].name, session.find(&new).is_err()), ("rust", true));
    assert_eq!(session.get(Tag, "rust".into()).await?, Some(old));
    session.delete(&old);
    let new = session.add(Tag, tags::name.set("rust"));
    session.commit().await?;
    assert!(session.find(&old).is_err() && session.saved(new).is_ok());
    assert_eq!(engine.all(&select(tags::name).order_by(tags::name)).await?, ["rust", "sql"]);
    log.take();
});

on_every_database!(what_only_one_may_have_is_taken_over, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let profile = session.add(Profile, (profiles::user_id.set(&ada), profiles::text.set("old")));
    session.commit().await?;
    let (ada, profile) = (session.saved(ada)?, session.saved(profile)?);
    session.delete(&profile);
    let new = session.add(Profile, (profiles::user_id.set(&ada), profiles::text.set("new")));
    session.commit().await?;
    let new = session.saved(new)?;
    assert_eq!((&*session[new].text, session[new].user_id), ("new", session[ada].id));
    // By an object that changes, too; and rows that depend on the old one go before it.
    let grace = session.add(User, user!("Grace"));
    let other = session.add(Profile, (profiles::user_id.set(&grace), profiles::text.set("other")));
    session.commit().await?;
    let (grace, other) = (session.saved(grace)?, session.saved(other)?);
    session.delete(&ada);
    session.delete(&new);
    session.edit(&grace).email = "Ada@example.org".into();
    let twin = session.add(User, user!("Grace"));
    assert!(session.flush().await.unwrap_err().is_unique_violation());
    // All of it still waits.
    assert_eq!(session.find(&ada).unwrap_err().to_string(), format!("users {} is deleted", 1));
    session.discard(twin)?;
    session.commit().await?;
    assert!(session.find(&new).is_err() && session.find(&other).is_ok());
    assert_eq!(engine.all(&select(users::email)).await?, ["Ada@example.org"]);
    log.take();
});

on_every_database!(children_of_the_new_row_are_not_those_of_the_old, async |engine, log| {
    let mut session = engine.session();
    let place = |name: &'static str| {
        (places::country.set("FR"), places::code.set(75), places::name.set(name))
    };
    let paris = session.add(Place, place("Paris"));
    let visit = session.add(Visit, (visits::place.set(&paris), visits::note.set("old")));
    session.commit().await?;
    let (paris, visit) = (session.saved(paris)?, session.saved(visit)?);
    session.delete(&paris);
    session.delete(&visit);
    let lutetia = session.add(Place, place("Lutetia"));
    let new = session.add(Visit, (visits::place.set(&lutetia), visits::note.set("new")));
    session.commit().await?;
    let (lutetia, new) = (session.saved(lutetia)?, session.saved(new)?);
    assert_eq!((&*session[lutetia].name, &*session[new].note), ("Lutetia", "new"));
    assert!(session.find(&visit).is_err());
    assert_eq!(engine.all(&select(visits::note)).await?, ["new"]);
    log.take();
});

on_every_database!(a_child_leaves_before_its_parent_is_replaced, async |engine, log| {
    let mut session = engine.session();
    let hive = |id: i64, name: &'static str| (hives::id.set(id), hives::name.set(name));
    let [old, other] = [1, 2].map(|id| session.add(Hive, hive(id, "old")));
    let [moves, goes] = [(); 2].map(|()| session.add(Bee, bees::hive_id.set(&old)));
    session.commit().await?;
    let (old, other) = (session.saved(old)?, session.saved(other)?);
    let (moves, goes) = (session.saved(moves)?, session.saved(goes)?);
    log.take();
    session.delete(&old);
    session.add(Hive, hive(1, "new"));
    session.edit(&moves).hive_id = session[other].id;
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE bees SET hive_id = ?1 WHERE id = ?2",
            "DELETE FROM hives WHERE id = ?1",
            "INSERT INTO hives (id, name) VALUES (?1, ?2)",
        ]
    );
    assert_eq!((session[moves].hive_id, session.find(&goes).is_err()), (2, true));
    session.rollback().await?;
    assert_eq!((session[moves].hive_id, session[goes].hive_id), (1, 1));
    log.take();
});

on_every_database!(a_child_is_kept_for_the_new_row, async |engine, log| {
    let mut session = engine.session();
    let ticket = |number: &'static str| (tickets::number.set(number), tickets::title.set("old"));
    let old = session.add(Ticket, ticket("a"));
    let child = session.add(Ticket, (ticket("b"), tickets::parent.set(&old)));
    session.commit().await?;
    let (old, child) = (session.saved(old)?, session.saved(child)?);
    log.take();
    session.delete(&old);
    let new = session.add(Ticket, ticket("a"));
    session.set(&child, tickets::parent, &new)?;
    session.flush().await?;
    let statements = log.statements();
    assert_eq!(statements[0], "UPDATE tickets SET parent_number = NULL WHERE parent_number = ?1");
    assert_eq!(
        statements.last().map(String::as_str),
        Some("UPDATE tickets SET parent_number = ?1 WHERE number = ?2")
    );
    assert_eq!(session[child].parent_number.as_deref(), Some("a"));
    session.commit().await?;
    let parent = select(tickets::parent_number).filter(tickets::number.eq("b"));
    assert_eq!(engine.one(&parent).await?.as_deref(), Some("a"));

    // One that would go with its parent, if it were still there.
    let old = session.add(Ship, ships::name.set("Pequod"));
    let [stays, goes] = ["Ishmael", "Pip"]
        .map(|name| session.add(Sailor, (sailors::ship.set(&old), sailors::name.set(name))));
    session.commit().await?;
    let (old, stays, goes) = (session.saved(old)?, session.saved(stays)?, session.saved(goes)?);
    let id = session[old].id;
    log.take();
    session.delete(&old);
    let new = session.add(Ship, (ships::id.set(id), ships::name.set("Rachel")));
    session.set(&stays, sailors::ship, &new)?;
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE sailors SET ship_id = NULL WHERE id = ?1",
            "DELETE FROM captains WHERE ship_id = ?1",
            "DELETE FROM sailors WHERE ship_id = ?1",
            "DELETE FROM ships WHERE id = ?1",
            "INSERT INTO ships (id, name) VALUES (?1, ?2)",
            "UPDATE sailors SET ship_id = ?1 WHERE id = ?2",
        ]
    );
    assert_eq!((session[stays].ship_id, session.find(&goes).is_err()), (Some(id), true));
    session.commit().await?;
    let crew = select((sailors::name, sailors::ship_id));
    assert_eq!(engine.all(&crew).await?, [("Ishmael".into(), Some(id))]);

    // A reference that may not be NULL has nowhere to lead to meanwhile.
    let place = || (places::country.set("FR"), places::code.set(75), places::name.set("Paris"));
    let paris = session.add(Place, place());
    let visit = session.add(Visit, (visits::place.set(&paris), visits::note.set("old")));
    session.commit().await?;
    let (paris, visit) = (session.saved(paris)?, session.saved(visit)?);
    session.delete(&paris);
    let lutetia = session.add(Place, place());
    session.set(&visit, visits::place, &lutetia)?;
    assert!(session.flush().await.unwrap_err().is_foreign_key_violation());
    session.rollback().await?;
    assert_eq!((&*session[paris].name, &*session[visit].country), ("Paris", "FR"));
    log.take();
});
