//! A row that takes the place of another one in the same flush: its key, or what only one may have.

use super::keys::Visit;
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
