//! What objects cost: bytes beside the plain structs, allocations, and statements.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use super::*;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

/// The system's allocator, with counters for each thread.
struct Counting;

fn note(count: usize, bytes: isize) {
    // A thread that ends may have no counter any more.
    let _ = COUNT.try_with(|counted| counted.set(counted.get() + count));
    let _ = BYTES.try_with(|kept| kept.set(kept.get() + bytes));
}

// SAFETY: every call goes to the system's allocator with the arguments it came with.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(1, layout.size().cast_signed());
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note(1, size.cast_signed() - layout.size().cast_signed());
        // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`.
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        note(0, -layout.size().cast_signed());
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn person(id: i64) -> User {
    let (name, email) = (format!("user {id}"), format!("user{id}@example.org"));
    User { id, name, email, nickname: None }
}

#[tokio::test]
async fn an_object_takes_little_more_than_its_struct() -> Result<(), Error> {
    const OBJECTS: i64 = 50_000;
    let engine = memory().await?;
    let before = BYTES.get();
    let plain: Vec<_> = (0..OBJECTS).map(person).collect();
    let of_plain = BYTES.get() - before;
    drop(plain);
    let before = BYTES.get();
    let mut session = engine.session();
    for id in 0..OBJECTS {
        session.attach(person(id));
    }
    let of_session = BYTES.get() - before;
    assert!(of_session * 2 <= of_plain * 3, "{of_session} bytes, and {of_plain} of the structs");
    // Two words and the index, which has room to grow.
    let beside = (of_session - of_plain) / OBJECTS as isize;
    assert!(beside <= 24, "{beside} bytes beside an object");
    Ok(())
}

#[tokio::test]
async fn what_the_session_has_is_found_without_allocating() -> Result<(), Error> {
    let engine = memory().await?;
    let mut session = engine.session();
    for id in 0..100 {
        session.attach(person(id));
    }
    let before = COUNT.get();
    for id in 0..100 {
        let found = session.get(User, id).await?;
        assert!(found.is_some_and(|found| session[found].id == id));
    }
    assert_eq!(COUNT.get() - before, 0);
    Ok(())
}

/// Changes so many of so many objects, and gives how often the flush allocates.
async fn flush_changes(
    engine: &Engine<Sqlite>,
    objects: i64,
    every: usize,
) -> Result<usize, Error> {
    let mut session = engine.session();
    let people = session.all(&select(User).filter(users::id.le(objects))).await?;
    for person in people.iter().step_by(every) {
        session.edit(person).name = "Ada".into();
    }
    let before = COUNT.get();
    session.flush().await?;
    let counted = COUNT.get() - before;
    session.rollback().await?;
    Ok(counted)
}

#[tokio::test]
async fn unchanged_objects_cost_a_flush_nothing() -> Result<(), Error> {
    // From here on somebody listens, whatever the other tests do.
    drop(log::Log::begin());
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.create_all::<blog>().await?;
    let rows = (0..5_000).map(|id| {
        let User { name, email, .. } = person(id);
        (users::name.set(name), users::email.set(email))
    });
    engine.execute(&insert_into(users::table).rows(rows)).await?;
    flush_changes(&engine, 5_000, 50).await?;
    let few = flush_changes(&engine, 100, 1).await?;
    let many = flush_changes(&engine, 5_000, 50).await?;
    assert_eq!(many, few);
    Ok(())
}

#[tokio::test]
async fn a_new_object_costs_a_flush_few_allocations() -> Result<(), Error> {
    drop(log::Log::begin());
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.create_all::<blog>().await?;
    let mut session = engine.session();
    for id in 0..1_000 {
        let User { name, email, .. } = person(id);
        session.add(User, (users::name.set(name), users::email.set(email)));
    }
    let before = COUNT.get();
    session.flush().await?;
    let each = (COUNT.get() - before) as f64 / 1_000.0;
    // The two texts of the object, and what is shared by all, the text of each statement among it.
    assert!(each < 5.0, "{each} allocations for an object");
    Ok(())
}

#[tokio::test]
async fn a_new_object_takes_what_is_given_for_it() -> Result<(), Error> {
    const OBJECTS: i64 = 1_000;
    let engine = memory().await?;
    let mut session = engine.session();
    let before = BYTES.get();
    for id in 0..OBJECTS {
        let User { name, email, .. } = person(id);
        session.add(User, (users::name.set(name), users::email.set(email)));
    }
    let each = (BYTES.get() - before) / OBJECTS as isize;
    // Two columns, and their texts of 28 bytes.
    assert!(each < 200, "{each} bytes for an object");
    Ok(())
}

/// What a session lets go of costs it nothing: neither objects nor what was added.
#[tokio::test]
async fn a_session_that_lets_go_keeps_nothing() -> Result<(), Error> {
    drop(log::Log::begin());
    let engine = memory().await?;
    let mut session = engine.session();
    let stays = session.add(User, user!("stays"));
    session.commit().await?;
    let stays = session.saved(stays)?;
    let mut kept = 0;
    for round in 0..12 {
        for id in 0..1_000 {
            session.add(Node, nodes::name.set(format!("{round} {id}")));
        }
        let last = session.add(Node, nodes::name.set("last"));
        session.commit().await?;
        let last = session.saved(last)?;
        assert_eq!(session[last].name, "last");
        for node in session.all(&select(Node)).await? {
            session.detach(&node)?;
        }
        session.execute(&delete(nodes::table).every_row()).await?;
        session.commit().await?;
        if round == 2 {
            kept = BYTES.get();
        }
    }
    assert_eq!((session.count(Node), session.count(User)), (0, 1));
    let more = BYTES.get() - kept;
    assert!(more < 100_000, "{more} bytes more after nine rounds");
    assert_eq!(session.refresh(&stays).await.map(|()| session[stays].name.clone())?, "stays");
    let before = BYTES.get();
    session.detach_all();
    let freed = before - BYTES.get();
    assert!(freed > 50_000, "{freed} bytes are freed");
    assert!(session.find(&stays).is_err());
    Ok(())
}

on_every_database!(what_was_detached_does_not_come_back, async |engine, log| {
    let mut session = engine.session();
    let new = ["Ada", "Grace"].map(|name| session.add(User, user!(name)));
    session.commit().await?;
    let [ada, grace] = new.map(|new| session.saved(new).unwrap());
    session.edit(&ada).name = "A".into();
    session.edit(&grace).name = "G".into();
    session.flush().await?;
    let value = session.detach(&ada)?;
    // Its place is used again, by another object.
    let edith = session.add(User, user!("Edith"));
    session.flush().await?;
    let edith = session.saved(edith)?;
    session.rollback().await?;
    assert_eq!((&*value.name, &*session[grace].name), ("A", "Grace"));
    assert!(session.find(&ada).is_err() && session.find(&edith).is_err());
    // After all have left, a savepoint undoes what came after.
    session.edit(&grace).name = "G".into();
    let savepoint = session.savepoint().await?;
    session.edit(&grace).name = "lost".into();
    session.flush().await?;
    session.detach_all();
    let again = session.get_one(User, value.id).await?;
    session.edit(&again).name = "lost".into();
    session.flush().await?;
    session.rollback_to(savepoint).await?;
    assert!(session.find(&grace).is_err());
    // What became of which row is not known any more, so it is read again.
    session.refresh(&again).await?;
    assert_eq!(session[again].name, "Ada");
    session.commit().await?;
    let names = engine.all(&select(users::name).order_by(users::id)).await?;
    assert_eq!(names, ["Ada", "G"]);
    log.take();
});
