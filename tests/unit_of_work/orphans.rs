//! Rows that are nothing without the one that they reference.

use std::sync::{Arc, Mutex};

use relata::orm::{Hooks, Objects};

use super::*;

table! {
    pub ships as Ship {
        #[primary_key, identity] id: i64,
        name: String,
        captain: HasOne<captains::ship>,
        sailors: HasMany<sailors::ship>,
    }
}

table! {
    pub captains as Captain {
        #[primary_key, identity] id: i64,
        #[unique, references(ships::id, delete_orphan)] ship_id: i64,
        #[unique] name: String,
        ship: BelongsTo<ships::captain, ship_id>,
    }
}

table! {
    pub sailors as Sailor {
        #[primary_key, identity] id: i64,
        #[references(ships::id, delete_orphan)] ship_id: Option<i64>,
        name: String,
        ship: BelongsTo<ships::sailors, ship_id>,
    }
}

/// A captain of a ship.
macro_rules! captain {
    ($ship:expr, $name:expr) => {
        (captains::ship.set($ship), captains::name.set($name))
    };
}

on_every_database!(a_new_one_takes_the_place_of_the_old, async |engine, log| {
    let mut session = engine.session();
    let ship = session.add(Ship, ships::name.set("Pequod"));
    let ahab = session.add(Captain, captain!(&ship, "Ahab"));
    let other = session.add(Ship, ships::name.set("Rachel"));
    session.add(Captain, captain!(&other, "Gardiner"));
    session.commit().await?;
    let (ship, ahab) = (session.saved(ship)?, session.saved(ahab)?);
    log.take();
    let starbuck = session.add(Captain, captain!(&ship, "Starbuck"));
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "SELECT captains.id, captains.ship_id, captains.name FROM captains \
             WHERE captains.ship_id IN (SELECT value FROM json_each(?1))",
            "DELETE FROM captains WHERE id = ?1",
            "INSERT INTO captains (ship_id, name) VALUES (?1, ?2) RETURNING id",
        ]
    );
    assert!(session.find(&ahab).is_err() && session.saved(starbuck).is_ok());
    session.rollback().await?;
    assert_eq!(session[ahab].name, "Ahab");

    // One that the session does not have, by one that comes from elsewhere.
    let mut session = engine.session();
    let rachel = session.get_one(Ship, 2).await?;
    let ahab = session.get_one(Captain, 1).await?;
    session.set(&ahab, captains::ship, &rachel)?;
    session.commit().await?;
    let names = select((captains::ship_id, captains::name));
    assert_eq!(engine.all(&names).await?, [(2, "Ahab".into())]);

    // Where the new one is refused, the old one stays.
    let twin = session.add(Captain, captain!(&rachel, "Stubb"));
    let refused = session.add(User, user!("Ada"));
    session.add(User, user!("Ada"));
    assert!(session.flush().await.unwrap_err().is_unique_violation());
    assert_eq!(session[ahab].name, "Ahab");
    session.discard(twin)?;
    session.discard(refused)?;
    session.commit().await?;
    assert_eq!(engine.all(&names).await?, [(2, "Ahab".into())]);
    // One that leaves by itself is no orphan.
    let pequod = session.get_one(Ship, 1).await?;
    session.set(&ahab, captains::ship, &pequod)?;
    session.commit().await?;
    session.add(Captain, captain!(&rachel, "Stubb"));
    session.commit().await?;
    assert_eq!(engine.one(&from(captains::table).select(count_rows())).await?, 2);
    log.take();
});

on_every_database!(one_that_loses_its_parent_is_deleted, async |engine, log| {
    let mut session = engine.session();
    let ship = session.add(Ship, ships::name.set("Pequod"));
    let sailor = |name: &'static str| (sailors::ship.set(&ship), sailors::name.set(name));
    let crew = ["Ishmael", "Queequeg", "Pip"].map(|name| session.add(Sailor, sailor(name)));
    let loose = session.add(Sailor, sailors::name.set("Elijah"));
    session.commit().await?;
    let [ishmael, queequeg, pip] = crew.map(|new| session.saved(new).unwrap());
    let loose = session.saved(loose)?;
    log.take();
    session.edit(&ishmael).ship_id = None;
    session.edit(&ishmael).name = "Nobody".into();
    session.edit(&loose).name = "A stranger".into();
    session.flush().await?;
    assert_eq!(
        log.statements(),
        ["UPDATE sailors SET name = ?1 WHERE id = ?2", "DELETE FROM sailors WHERE id = ?1"]
    );
    assert!(session.find(&ishmael).is_err());
    session.rollback().await?;
    assert_eq!((&*session[ishmael].name, session[ishmael].ship_id), ("Ishmael", Some(1)));
    // Another parent is one, though it is new.
    let coffin = session.add(Ship, ships::name.set("Coffin"));
    session.set(&ishmael, sailors::ship, &coffin)?;
    session.edit(&pip).ship_id = None;
    session.commit().await?;
    assert_eq!(session[ishmael].ship_id, Some(2));
    assert!(session.find(&queequeg).is_ok());
    let names = select(sailors::name).order_by(sailors::id);
    assert_eq!(engine.all(&names).await?, ["Ishmael", "Queequeg", "Elijah"]);
    log.take();
});

on_every_database!(all_go_with_their_parent, async |engine, log| {
    let mut session = engine.session();
    let ship = session.add(Ship, ships::name.set("Pequod"));
    let ahab = session.add(Captain, captain!(&ship, "Ahab"));
    session.add(Sailor, (sailors::ship.set(&ship), sailors::name.set("Ishmael")));
    session.add(Sailor, sailors::name.set("Elijah"));
    session.commit().await?;
    let (ship, ahab) = (session.saved(ship)?, session.saved(ahab)?);
    log.take();
    session.delete(&ship);
    session.commit().await?;
    assert_eq!(
        log.statements(),
        [
            "DELETE FROM captains WHERE ship_id = ?1",
            "DELETE FROM sailors WHERE ship_id = ?1",
            "DELETE FROM ships WHERE id = ?1",
        ]
    );
    assert!(session.find(&ahab).is_err());
    assert_eq!(engine.all(&select(sailors::name)).await?, ["Elijah"]);
});

/// What hooks see of captains.
#[derive(Default)]
struct Watch(Mutex<Vec<String>>);

impl<D: Driver> Hooks<D> for Watch {
    async fn after_load(
        &self,
        session: &mut Session<'_, D>,
        loaded: &Objects,
    ) -> Result<(), Error> {
        let names = loaded.of(Captain).map(|captain| session[captain].name.clone());
        self.0.lock().unwrap().extend(names);
        Ok(())
    }
}

/// The ships 1, 2 and 3, and the captains of the first two.
macro_rules! fleet {
    ($engine:ident) => {{
        let mut session = $engine.session();
        let ships =
            ["Pequod", "Rachel", "Samuel"].map(|name| session.add(Ship, ships::name.set(name)));
        session.flush().await?;
        session.add(Captain, captain!(&ships[0], "Ahab"));
        session.flush().await?;
        session.add(Captain, captain!(&ships[1], "Gardiner"));
        session.commit().await?;
    }};
}

on_every_database!(what_moves_is_no_orphan, async |engine, log| {
    fleet!(engine);
    let all = || select((captains::ship_id, captains::name)).order_by(captains::name);
    let (ahab, gardiner) = (|ship| (ship, "Ahab".to_owned()), |ship| (ship, "Gardiner".to_owned()));

    // Two that change places are a key that is there twice, as without `delete_orphan`.
    let mut session = engine.session();
    let one = session.get_one(Captain, 1).await?;
    let two = session.get_one(Captain, 2).await?;
    (session.edit(&one).ship_id, session.edit(&two).ship_id) = (2, 1);
    let swapped = session.flush().await;
    assert!(swapped.as_ref().is_ok() || swapped.unwrap_err().is_unique_violation());
    assert!(session.find(&one).is_ok() && session.find(&two).is_ok());
    session.rollback().await?;

    // One takes the place that another leaves.
    session.edit(&two).ship_id = 3;
    session.flush().await?;
    session.edit(&one).ship_id = 2;
    session.commit().await?;
    assert_eq!(engine.all(&all()).await?, [ahab(2), gardiner(3)]);
    session.edit(&two).ship_id = 1;
    session.commit().await?;
    let chained = {
        session.edit(&one).ship_id = 3;
        session.edit(&two).ship_id = 2;
        session.flush().await
    };
    assert!(chained.as_ref().is_ok() || chained.unwrap_err().is_unique_violation());
    assert!(session.find(&one).is_ok() && session.find(&two).is_ok());
    session.rollback().await?;

    // One goes to a new ship, and another takes its place.
    let coffin = session.add(Ship, ships::name.set("Coffin"));
    session.set(&one, captains::ship, &coffin)?;
    let rachel = session.get_one(Ship, 2).await?;
    session.add(Captain, captain!(&rachel, "Boomer"));
    let moved = session.flush().await;
    assert!(moved.as_ref().is_ok() || moved.unwrap_err().is_unique_violation());
    assert!(session.find(&one).is_ok());
    session.rollback().await?;

    // One is there already, by somebody else.
    let one = session.get_one(Captain, 1).await?;
    session.commit().await?;
    let elsewhere = update(captains::table).set(captains::ship_id.set(3));
    engine.execute(&elsewhere.filter(captains::id.eq(1))).await?;
    session.edit(&one).ship_id = 3;
    session.commit().await?;
    assert_eq!(engine.all(&all()).await?, [ahab(3), gardiner(1)]);
    log.take();
});

on_every_database!(hooks_are_told_of_orphans, async |engine, log| {
    fleet!(engine);
    let watch = Arc::new(Watch::default());
    let mut session = engine.session().hooks(watch.clone());
    session.add(Captain, (captains::ship_id.set(1), captains::name.set("Starbuck")));
    session.commit().await?;
    assert_eq!(*watch.0.lock().unwrap(), ["Ahab"]);
    let names = select(captains::name).order_by(captains::name);
    assert_eq!(engine.all(&names).await?, ["Gardiner", "Starbuck"]);
    log.take();
});

/// Waits once after reading.
struct Waits;

impl<D: Driver> Hooks<D> for Waits {
    async fn after_load(&self, _: &mut Session<'_, D>, _: &Objects) -> Result<(), Error> {
        tokio::task::yield_now().await;
        Ok(())
    }
}

on_every_database!(a_flush_that_is_dropped_deletes_no_orphan, async |engine, log| {
    fleet!(engine);
    let mut times = 0;
    loop {
        times += 1;
        let mut session = engine.session().hooks(Waits);
        session.add(Captain, (captains::ship_id.set(1), captains::name.set("Starbuck")));
        if poll_at_most(times, session.flush()).await.is_some_and(|flushed| flushed.is_ok()) {
            assert_eq!(session.get(Captain, 1).await?, None);
            break;
        }
        // Before anything is written nothing is lost, and the same flush is done again.
        match session.get_one(Captain, 1).await {
            Ok(ahab) => {
                assert_eq!(session[ahab].name, "Ahab");
                session.flush().await?;
                assert!(session.find(&ahab).is_err());
            }
            Err(error) => {
                assert!(error.is_lost_transaction() || error.is_disconnect(), "{error:?}");
            }
        }
        session.rollback().await?;
        let ahab = session.get_one(Captain, 1).await?;
        assert_eq!((&*session[ahab].name, session.has_changes()), ("Ahab", false));
    }
    // It was dropped while the hook waited, at least.
    assert!(times > 1);
    log.take();
});
