//! What waits for a flush: what counts as a change, what others may be given, and what hooks add to it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use relata::driver::Driver;
use relata::orm::{Hooks, Kept, Objects};
use relata::query::Touched;

use super::undone::{Book, Shelved, Topic, books, library, shelved, topics};
use super::*;

/// Notes what it is told, and gives each user a nickname before a statement.
#[derive(Default)]
struct Scribe(Mutex<Vec<String>>);

impl Scribe {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl<D: Driver> Hooks<D> for Scribe {
    async fn before_flush(&self, _: &mut Session<'_, D>) -> Result<(), Error> {
        self.0.lock().unwrap().push("flush".into());
        Ok(())
    }

    async fn before_execute(&self, session: &mut Session<'_, D>, _: Touched) -> Result<(), Error> {
        for user in session.all(&select(User)).await? {
            session.edit(&user).nickname = Some("seen".into());
        }
        Ok(())
    }

    async fn after_load(
        &self,
        session: &mut Session<'_, D>,
        loaded: &Objects,
    ) -> Result<(), Error> {
        let names = loaded.of(User).map(|user| session[user].name.clone());
        self.0.lock().unwrap().extend(names);
        Ok(())
    }
}

on_every_database!(what_a_hook_changes_before_a_statement_is_written, async |engine, log| {
    let mut session = engine.session().hooks(Scribe::default());
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    let rename = update(users::table).set(users::name.set("Augusta")).every_row();
    session.execute(&rename).await?;
    session.refresh(&ada).await?;
    let User { name, nickname, .. } = &session[ada];
    assert_eq!((&**name, nickname.as_deref()), ("Augusta", Some("seen")));
    log.take();
});

on_every_database!(an_edit_that_changes_nothing_waits_for_nothing, async |engine, log| {
    let scribe = Arc::new(Scribe::default());
    let mut session = engine.session().hooks(scribe.clone());
    let ada = session.add(User, user!("Ada"));
    session.commit().await?;
    let ada = session.saved(ada)?;
    assert_eq!(scribe.take(), ["flush"]);
    session.edit(&ada).name = "Ada".into();
    assert!(!session.has_changes());
    session.flush().await?;
    assert_eq!(scribe.take(), [""; 0]);
    session.edit(&ada).name = "Augusta".into();
    assert!(session.has_changes());
    log.take();
});

on_every_database!(what_a_stream_reads_is_told_by_the_next_verb, async |engine, log| {
    let mut session = engine.session();
    session.add(User, user!("Ada"));
    session.commit().await?;
    drop(session);
    let scribe = Arc::new(Scribe::default());
    let mut session = engine.session().hooks(scribe.clone());
    let query = select(User);
    let mut rows = session.stream(&query).await?;
    while let Some(row) = rows.next().await {
        row?;
    }
    drop(rows);
    session.flush().await?;
    assert_eq!(scribe.take(), ["Ada"]);
    log.take();
});

on_every_database!(a_new_object_that_others_refer_to_gets_another_key, async |engine, log| {
    engine.create_all::<library>().await?;
    let mut session = engine.session();
    let book = session.add(Book, books::id.set(1));
    let topic = session.add(Topic, topics::name.set("sql"));
    let link = session.add(Shelved, (shelved::book_id.set(&book), shelved::topic.set(&topic)));
    assert_eq!(session.given(link, shelved::topic)?.as_deref(), Some("sql"));
    session.give(topic, topics::name.set("SQL"))?;
    assert_eq!(session.given(link, shelved::topic)?.as_deref(), Some("SQL"));
    session.commit().await?;
    let link = session.saved(link)?;
    assert_eq!(session[link], Shelved { book_id: 1, topic: "SQL".into() });
    log.take();
});

on_every_database!(an_object_belongs_to_none_that_is_gone, async |engine, log| {
    let mut session = engine.session();
    let [ada, grace, ida] = ["Ada", "Grace", "Ida"].map(|name| session.add(User, user!(name)));
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    session.commit().await?;
    let (post, grace, ida) = (session.saved(post)?, session.saved(grace)?, session.saved(ida)?);
    session.delete(&grace);
    session.detach(&ida)?;
    let error = session.set(&post, posts::author, &grace).unwrap_err();
    assert!(error.to_string().contains("is deleted"), "{error}");
    let error = session.set(&post, posts::author, &ida).unwrap_err();
    assert!(error.to_string().contains("is no longer in the session"), "{error}");
    let never = session.add(User, user!("Never"));
    session.discard(never)?;
    assert!(session.set(&post, posts::author, &never).is_err());
    let stranger = engine.session().add(User, user!("Stranger"));
    let error = session.set(&post, posts::author, &stranger).unwrap_err();
    assert_eq!(error.to_string(), "the object belongs to another session");
    assert!(!session.is_changed(&post)?);
    session.commit().await?;
    log.take();
});

on_every_database!(a_link_leads_to_what_is_in_the_session, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let post = session.add(Post, (posts::author.set(&ada), posts::title.set("Notes")));
    let [rust, sql] = ["rust", "sql"].map(|name| session.add(Tag, tags::name.set(name)));
    session.flush().await?;
    let (post, rust) = (session.saved(post)?, session.saved(rust)?);
    let new = session.add(Tag, tags::name.set("new"));
    session.link(&post, posts::tags, &new);
    session.discard(new)?;
    // It is known by its handle, whichever was given.
    session.link(&post, posts::tags, &sql);
    let sql = session.saved(sql)?;
    let error = session.detach(&sql).unwrap_err();
    assert_eq!(error.to_string(), "the object is to be linked to another: flush first");
    session.commit().await?;
    assert_eq!(engine.all(&select(post_tags::tag)).await?, ["sql"]);
    session.detach(&rust)?;
    let linked = catch_unwind(AssertUnwindSafe(|| session.link(&post, posts::tags, &rust)));
    assert!(linked.is_err());
    // What is to be deleted can lose its links.
    session.delete(&sql);
    session.unlink(&post, posts::tags, &sql);
    session.commit().await?;
    assert_eq!(engine.all(&select(tags::name)).await?, ["rust"]);
    log.take();
});

on_every_database!(what_was_refused_is_of_the_last_flush, async |engine, log| {
    let mut session = engine.session();
    session.add(User, user!("Ada"));
    session.commit().await?;
    let twin = session.add(User, user!("Ada"));
    assert!(session.flush().await.unwrap_err().is_unique_violation());
    assert_eq!(session.refused(User), Some(Kept::Added(twin)));
    session.discard(twin)?;
    session.flush().await?;
    assert_eq!(session.refused(User), None);
    log.take();
});
