//! Rows that are nothing without the one that they reference.

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
