//! What a program does at the moments of a session, and when.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use relata::driver::Driver;
use relata::orm::{Flushed, Hooks, Objects};
use relata::query::Touched;

use super::*;

/// Writes down what happens, and keeps a trail of users in the table of tags.
#[derive(Default)]
struct Diary {
    lines: Mutex<Vec<String>>,
    refuses: Mutex<Option<&'static str>>,
}

impl Diary {
    fn note(&self, line: impl Into<String>) -> Result<(), Error> {
        let line = line.into();
        let refused = self.refuses.lock().unwrap().filter(|refused| line.starts_with(refused));
        self.lines.lock().unwrap().push(line);
        refused.map_or(Ok(()), |refused| Err(Error::refused(format!("no {refused}"))))
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.lines.lock().unwrap())
    }
}

impl<D: Driver> Hooks<D> for Diary {
    async fn before_flush(&self, session: &mut Session<'_, D>) -> Result<(), Error> {
        let pending = session.pending(User);
        let counts = [pending.new.len(), pending.changed.len(), pending.deleted.len()];
        self.note(format!("before flush {counts:?}"))?;
        for user in &pending.changed {
            let (before, now) = (session.before(user)?.name.clone(), session[user].name.clone());
            self.note(format!("{before} -> {now}"))?;
            session.edit(user).nickname = Some(before);
        }
        for user in &pending.deleted {
            let name = format!("{} is gone", session.before(user)?.name);
            session.add(Tag, tags::name.set(name));
        }
        Ok(())
    }

    async fn after_flush(
        &self,
        session: &mut Session<'_, D>,
        flushed: &Flushed,
    ) -> Result<(), Error> {
        for user in flushed.inserted.of(User) {
            let (id, name) = (session[user].id, session[user].name.clone());
            session.add(Tag, tags::name.set(format!("{name} has id {id}")));
        }
        let tags: Vec<_> = flushed.inserted.of(Tag).collect();
        let deleted: Vec<_> = flushed.deleted.of(User).collect();
        for user in deleted {
            let name = session.before(&user)?.name.clone();
            self.note(format!("{name} was deleted"))?;
        }
        let counts = [tags.len(), flushed.updated.of(User).count()];
        self.note(format!("after flush {counts:?}"))
    }

    async fn before_commit(&self, _: &mut Session<'_, D>) -> Result<(), Error> {
        self.note("before commit")
    }

    async fn after_commit(&self, session: &mut Session<'_, D>) {
        // They may wait, for anything.
        tokio::task::yield_now().await;
        let _ = self.note(format!("after commit of {}", session.count(User)));
    }

    async fn after_rollback(&self, session: &mut Session<'_, D>) {
        let _ = self.note(format!("after rollback to {}", session.count(User)));
    }

    async fn after_load(
        &self,
        session: &mut Session<'_, D>,
        loaded: &Objects,
    ) -> Result<(), Error> {
        let mut names: Vec<_> = loaded.of(User).map(|user| session[user].name.clone()).collect();
        names.sort();
        self.note(format!("load {} {}", names.join(" "), loaded.of(Post).count()))
    }
}

on_every_face!(hooks_are_told_what_happens, async |engine, log| {
    let diary = Arc::new(Diary::default());
    let mut session = engine.session().hooks(diary.clone());
    let ada = session.add(User, user!("Ada"));
    session.add(Post, (posts::author_id.set(&ada), posts::title.set("Notes")));
    session.commit().await?;
    // What a hook adds after the flush is written by another one, before the commit.
    assert_eq!(
        diary.take(),
        [
            "before commit",
            "before flush [1, 0, 0]",
            "after flush [0, 0]",
            "before flush [0, 0, 0]",
            "after flush [1, 0]",
            "after commit of 1",
        ]
    );
    let ada = session.saved(ada)?;
    let trail = engine.all(&select(tags::name)).await?;
    assert_eq!(trail, [format!("Ada has id {}", session[ada].id)]);

    session.edit(&ada).name = "Augusta".into();
    session.flush().await?;
    session.flush().await?;
    assert_eq!(session[ada].nickname.as_deref(), Some("Ada"));
    session.delete(&ada);
    session.commit().await?;
    assert_eq!(
        diary.take(),
        [
            "before flush [0, 1, 0]",
            "Ada -> Augusta",
            "after flush [0, 1]",
            "before commit",
            "before flush [0, 0, 1]",
            "Augusta was deleted",
            "after flush [1, 0]",
            "after commit of 0",
        ]
    );
    log.take();
});

on_every_face!(hooks_are_told_what_was_read, async |engine, log| {
    let mut plain = engine.session();
    for name in ["Ada", "Grace"] {
        let user = plain.add(User, user!(name));
        plain.add(Post, (posts::author_id.set(&user), posts::title.set("Notes")));
    }
    plain.commit().await?;
    let diary = Arc::new(Diary::default());
    let mut session = engine.session().hooks(diary.clone());
    let ada = session.get_one(User, 1).await?;
    let all = session.all(&select(User).with(users::posts)).await?;
    // They are known.
    session.all(&select(User)).await?;
    session.load_all(&all, users::posts).await?;
    session.refresh(&ada).await?;
    assert_eq!(diary.take(), ["load Ada 0", "load Grace 2", "load Ada 0"]);
    session.rollback().await?;
    assert_eq!(diary.take(), ["after rollback to 2"]);
    log.take();
});

on_every_database!(a_hook_that_refuses_keeps_the_session_from_going_on, async |engine, log| {
    let diary = Arc::new(Diary::default());
    let mut session = engine.session().hooks(diary.clone());
    let ada = session.add(User, user!("Ada"));
    *diary.refuses.lock().unwrap() = Some("before flush");
    let error = session.commit().await.unwrap_err();
    assert_eq!(error.to_string(), "no before flush");
    assert!(session.has_changes());
    *diary.refuses.lock().unwrap() = Some("before commit");
    let error = session.commit().await.unwrap_err();
    assert_eq!(error.to_string(), "no before commit");
    assert!(session.has_changes() && session.saved(ada).is_err());
    *diary.refuses.lock().unwrap() = None;
    session.commit().await?;
    // Whoever fails is told, too.
    let twin = session.add(User, user!("Ada"));
    assert!(session.flush().await.unwrap_err().is_unique_violation());
    session.discard(twin)?;
    session.rollback().await?;
    assert_eq!(diary.take().last().map(String::as_str), Some("after rollback to 1"));
    log.take();
});

/// Adds something after each flush, for ever.
#[derive(Default)]
struct Restless(AtomicU32);

impl<D: Driver> Hooks<D> for Restless {
    async fn after_flush(&self, session: &mut Session<'_, D>, _: &Flushed) -> Result<(), Error> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        session.add(Tag, tags::name.set(number.to_string()));
        Ok(())
    }
}

#[tokio::test]
async fn a_hook_that_never_rests_is_an_error() -> Result<(), Error> {
    let engine = memory().await?;
    let mut session = engine.session().hooks(Restless::default());
    session.add(Tag, tags::name.set("first"));
    let error = session.commit().await.unwrap_err();
    assert_eq!(error.to_string(), "`after_flush` changes something after each flush");
    Ok(())
}

/// Asks the database, and is dropped on the way.
struct Slow;

impl Hooks<Sqlite> for Slow {
    async fn before_flush(&self, session: &mut Session<'_, Sqlite>) -> Result<(), Error> {
        session.flush().await?;
        std::future::pending().await
    }
}

#[tokio::test]
async fn a_hook_that_is_dropped_is_called_again() -> Result<(), Error> {
    let engine = memory().await?;
    let mut session = engine.session().hooks(Slow);
    for name in ["Ada", "Grace"] {
        session.add(User, user!(name));
        // The flush inside the hook calls no hook, and is done.
        let flush = session.flush();
        let wait = std::time::Duration::from_millis(20);
        assert!(tokio::time::timeout(wait, flush).await.is_err());
    }
    assert_eq!(session.all(&select(users::name).order_by(users::id)).await?, ["Ada", "Grace"]);
    Ok(())
}

/// Fills in and checks what is new, and keeps a book of what is done behind the objects.
#[derive(Default)]
struct Clerk(Mutex<Vec<String>>);

impl Clerk {
    fn note(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

impl<D: Driver> Hooks<D> for Clerk {
    async fn before_flush(&self, session: &mut Session<'_, D>) -> Result<(), Error> {
        for user in session.pending(User).new {
            let name = session.given(user, users::name)?.unwrap_or_default();
            if name.is_empty() {
                return Err(Error::refused("a user has a name"));
            }
            if session.given(user, users::nickname)?.flatten().is_none() {
                session.give(user, users::nickname.set(name.to_lowercase()))?;
            }
        }
        Ok(())
    }

    async fn before_rollback(&self, session: &mut Session<'_, D>) {
        self.note(format!("before rollback of {}", session.pending(User).new.len()));
    }

    async fn before_execute(&self, _: &mut Session<'_, D>, touched: Touched) -> Result<(), Error> {
        match touched {
            Touched::Deleted(table) => {
                Err(Error::refused(format!("nothing of {} is deleted here", table.name)))
            }
            _ => {
                self.note(format!("before {}", name(touched)));
                Ok(())
            }
        }
    }

    async fn after_execute(
        &self,
        _: &mut Session<'_, D>,
        touched: Touched,
        rows: u64,
    ) -> Result<(), Error> {
        self.note(format!("after {rows} of {}", name(touched)));
        Ok(())
    }
}

fn name(touched: Touched) -> &'static str {
    match touched {
        Touched::New(table) | Touched::Table(table) | Touched::Deleted(table) => table.name,
        Touched::Nothing | Touched::Anything => "?",
    }
}

on_every_face!(hooks_fill_in_and_check_what_is_new, async |engine, log| {
    let clerk = Arc::new(Clerk::default());
    let mut session = engine.session().hooks(clerk.clone());
    let ada = session.add(User, user!("Ada"));
    let (name, nickname) = (users::name.set("Grace"), users::nickname.set("amazing"));
    let grace = session.add(User, (name, nickname, users::email.set("grace@example.org")));
    session.flush().await?;
    assert!(
        session.given(ada, users::name).is_err()
            && session.give(ada, users::name.set("x")).is_err()
    );
    let (ada, grace) = (session.saved(ada)?, session.saved(grace)?);
    assert_eq!(session[ada].nickname.as_deref(), Some("ada"));
    assert_eq!(session[grace].nickname.as_deref(), Some("amazing"));
    let nameless = session.add(User, user!(""));
    assert_eq!(session.flush().await.unwrap_err().to_string(), "a user has a name");
    session.give(nameless, users::name.set("Ida"))?;
    session.commit().await?;
    let rename = update(users::table).set(users::name.set("all")).every_row();
    session.execute(&rename).await?;
    let delete = delete(users::table).every_row();
    let error = session.execute(&delete).await.unwrap_err();
    assert_eq!(error.to_string(), "nothing of users is deleted here");
    session.add(User, user!("Edith"));
    session.rollback().await?;
    let book = std::mem::take(&mut *clerk.0.lock().unwrap());
    assert_eq!(book, ["before users", "after 3 of users", "before rollback of 1"]);
    log.take();
});
