//! Rows that change while others are deleted early, since new ones take their place; and what goes along with these.

use super::levels::{Library, Loan, Shelf, Volume};
use super::order::Ring;
use super::orphans::{Captain, Ship};
use super::*;

table! {
    pub halls as Hall {
        #[primary_key] id: i64,
        racks: HasMany<racks::hall>,
        bins: HasMany<bins::hall>,
    }
}

table! {
    pub racks as Rack {
        #[primary_key, identity] id: i64,
        #[references(halls::id, delete_orphan)] hall_id: i64,
        hall: BelongsTo<halls::racks, hall_id>,
        tapes: HasMany<tapes::rack>,
    }
}

table! {
    pub tapes as Tape {
        #[primary_key, identity] id: i64,
        #[references(racks::id, delete_orphan)] rack_id: i64,
        #[version] version: i32,
        rack: BelongsTo<racks::tapes, rack_id>,
    }
}

table! {
    pub bins as Bin {
        #[primary_key, identity] id: i64,
        #[references(halls::id, delete_orphan)] hall_id: i64,
        #[references(racks::id)] rack_id: i64,
        hall: BelongsTo<halls::bins, hall_id>,
    }
}

table! {
    // Without a relation nobody clears it.
    #[foreign_key(columns(shelf_id, number), references(volumes::shelf_id, volumes::number))]
    pub holds as Hold {
        #[primary_key, identity] id: i64,
        shelf_id: Option<i64>,
        number: Option<i64>,
    }
}

table! {
    #[foreign_key(
        columns(shelf_id, number), references(volumes::shelf_id, volumes::number), on_delete = set_null
    )]
    pub notes as Note {
        #[primary_key, identity] id: i64,
        shelf_id: Option<i64>,
        number: Option<i64>,
    }
}

on_every_database!(a_reference_of_several_columns_is_written_whole, async |engine, log| {
    let mut session = engine.session();
    let library = session.add_default_values(Library);
    let shelf = session.add(Shelf, shelves::library.set(&library));
    session.flush().await?;
    let shelf = session.saved(shelf)?;
    let id = session[shelf].id;
    let book = |number: i64, title: &'static str| {
        (volumes::shelf.set(&shelf), volumes::number.set(number), volumes::title.set(title))
    };
    let old = session.add(Volume, book(1, "Dune"));
    let loan = session.add(Loan, loans::book.set(&old));
    let note = session.add(Note, (notes::shelf_id.set(id), notes::number.set(1)));
    let hold = || (holds::shelf_id.set(id), holds::number.set(1));
    let many: Vec<_> = (0..40).map(|_| session.add(Hold, hold())).collect();
    session.commit().await?;
    let (old, loan, note) = (session.saved(old)?, session.saved(loan)?, session.saved(note)?);
    log.take();
    session.delete(&old);
    session.add(Volume, book(1, "Ubik"));
    session.add(Volume, book(2, "Emma"));
    session.edit(&loan).number = Some(2);
    session.edit(&note).number = Some(2);
    for new in many {
        let hold = session.saved(new)?;
        session.edit(&hold).number = Some(2);
    }
    session.flush().await?;
    // What is the same for all is one statement for many.
    let statements = log.statements();
    let cuts = statements.iter().filter(|it| it.starts_with("UPDATE holds SET shelf_id = NULL"));
    assert_eq!(cuts.count(), 1);
    assert_eq!((session[loan].shelf_id, session[loan].number), (Some(id), Some(2)));
    session.commit().await?;
    let there = (Some(id), Some(2));
    assert_eq!(engine.all(&select((loans::shelf_id, loans::number))).await?, [there]);
    assert_eq!(engine.all(&select((notes::shelf_id, notes::number))).await?, [there]);
    assert_eq!(engine.all(&select((holds::shelf_id, holds::number))).await?, [there; 40]);
    log.take();
});

/// Two halls, each with a rack, and a tape in the first.
macro_rules! halls {
    ($session:ident) => {{
        let halls = [1, 2].map(|id| $session.add(Hall, halls::id.set(id)));
        let racks = [&halls[0], &halls[1]].map(|hall| $session.add(Rack, racks::hall.set(hall)));
        let tape = $session.add(Tape, tapes::rack.set(&racks[0]));
        $session.commit().await?;
        let racks = racks.map(|rack| $session.saved(rack).unwrap());
        ($session.saved(halls[0])?, racks, $session.saved(tape)?)
    }};
}

on_every_database!(what_would_go_along_leaves_before, async |engine, log| {
    let mut session = engine.session();
    let (hall, racks, tape) = halls!(session);
    session.delete(&hall);
    session.add(Hall, halls::id.set(1));
    session.edit(&tape).rack_id = session[racks[1]].id;
    session.commit().await?;
    assert_eq!(engine.all(&select(tapes::rack_id)).await?, [session[racks[1]].id]);
    assert_eq!(engine.all(&select(racks::hall_id)).await?, [2]);
    log.take();
});

on_every_database!(rows_are_deleted_in_order_through_tables_between, async |engine, log| {
    let mut session = engine.session();
    let (hall, _, tape) = halls!(session);
    let (hall, tape) = (session[hall].id, session[tape].id);
    // Whichever the session has met first, and without a rack.
    let mut session = engine.session();
    let tape = session.get_one(Tape, tape).await?;
    let hall = session.get_one(Hall, hall).await?;
    session.delete(&hall);
    session.delete(&tape);
    session.commit().await?;
    assert_eq!(engine.all(&select(halls::id)).await?, [2]);
    log.take();
});

on_every_database!(the_lowest_goes_first_whichever_relation_is_first, async |engine, log| {
    let mut session = engine.session();
    let (hall, racks, _) = halls!(session);
    let rack = session[racks[0]].id;
    session.add(Bin, (bins::hall.set(&hall), bins::rack_id.set(rack)));
    session.commit().await?;
    log.take();
    session.delete(&hall);
    session.commit().await?;
    assert_eq!(
        log.statements(),
        [
            "DELETE FROM tapes WHERE rack_id IN (SELECT id FROM racks WHERE hall_id = ?1)",
            "DELETE FROM bins WHERE hall_id = ?1",
            "DELETE FROM racks WHERE hall_id = ?1",
            "DELETE FROM halls WHERE id = ?1",
        ]
    );
});

on_every_database!(what_a_flush_takes_along_itself_is_told_so, async |engine, log| {
    let mut session = engine.session();
    let ship = session.add(Ship, ships::name.set("Pequod"));
    let ahab = session.add(Captain, (captains::ship.set(&ship), captains::name.set("Ahab")));
    session.commit().await?;
    let (ship, ahab) = (session.saved(ship)?, session.saved(ahab)?);
    let id = session[ship].id;
    session.delete(&ship);
    let new = session.add(Ship, (ships::id.set(id), ships::name.set("Rachel")));
    session.set(&ahab, captains::ship, &new)?;
    let error = session.flush().await.unwrap_err();
    assert!(error.is_stale());
    assert_eq!(
        error.to_string(),
        "rows of captains go along with what the same flush deletes, and are changed by it"
    );
    session.rollback().await?;
    assert_eq!(session[ahab].ship_id, id);
    log.take();
});

on_every_database!(many_versions_are_compared_by_one_statement, async |engine, log| {
    let mut session = engine.session();
    let ring = |id: i64| (rings::id.set(id), rings::next_id.set(id));
    let new: Vec<_> = (0..40).map(|id| session.add(Ring, ring(id))).collect();
    session.flush().await?;
    let all: Vec<_> = new.into_iter().map(|new| session.saved(new).unwrap()).collect();
    for ring in &all {
        session.edit(ring).next_id ^= 1;
    }
    session.commit().await?;
    log.take();
    all.iter().for_each(|ring| session.delete(ring));
    session.commit().await?;
    assert_eq!(log.statements().len(), 2);
    assert_eq!(engine.one(&from(rings::table).select(count_rows())).await?, 0);
    log.take();
});
