//! Upserts by a unique index of some rows, on the databases that have it.

use relata::Error;
use relata::driver::Driver;
use relata::prelude::*;
use relata::query::conflict::ConflictFilter;
use relata::query::partial_conflict::PartialConflict;
use relata::render::Supports;

table! {
    #[unique(room, day, filter(cancelled = 0)), unique(code, filter(code is not null))]
    pub bookings as Booking {
        #[primary_key] id: i64,
        room: i64,
        day: i64,
        cancelled: i64,
        code: Option<String>,
        #[default(0)] changes: i64,
    }
}
schema! { pub hotel: bookings }

async fn upserts<D>(engine: Engine<D>) -> Result<(), Error>
where
    D: Driver + Supports<PartialConflict> + Supports<ConflictFilter>,
{
    engine.create_all::<hotel>().await?;
    let row = |id: i64, day: i64, cancelled: i64| {
        (
            bookings::id.set(id),
            bookings::room.set(1),
            bookings::day.set(day),
            bookings::cancelled.set(cancelled),
        )
    };
    // Rows outside of the index are never in conflict.
    for row in [row(1, 1, 1), row(2, 1, 1), row(3, 1, 0)] {
        engine.execute(&insert_into(bookings::table).values(row)).await?;
    }
    let again = insert_into(bookings::table)
        .values(row(4, 1, 0))
        .on_conflict_where((bookings::room, bookings::day))
        .do_update(bookings::changes.set(bookings::changes + 1))
        .filter(bookings::changes.lt(1));
    assert_eq!(engine.execute(&again).await?, 1);
    assert_eq!(engine.execute(&again).await?, 0);
    let nothing = insert_into(bookings::table)
        .rows([row(5, 1, 0), row(6, 2, 0), row(7, 1, 1)])
        .on_conflict_where((bookings::room, bookings::day))
        .do_nothing();
    assert_eq!(engine.execute(&nothing).await?, 2);
    let all = select((bookings::id, bookings::changes)).order_by(bookings::id);
    assert_eq!(engine.all(&all).await?, [(1, 0), (2, 0), (3, 1), (6, 0), (7, 0)]);
    // A conflict with another key is still an error.
    let other = insert_into(bookings::table)
        .values(row(1, 9, 0))
        .on_conflict_where(bookings::code)
        .do_nothing();
    assert!(engine.execute(&other).await.unwrap_err().is_unique_violation());
    Ok(())
}

#[tokio::test]
async fn on_sqlite() -> Result<(), Error> {
    for execution in super::BOTH {
        upserts(super::memory(execution).await?).await?;
    }
    Ok(())
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn on_postgres() -> Result<(), Error> {
    let Some(engine) = super::server(1).await? else { return Ok(()) };
    upserts(engine.clone()).await?;
    super::clean_up(&engine).await
}
