use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.execute(&update(users::table).set(users::visits.set(0)).filter(users::id.eq(1))).await?;
    db.execute(&update(users::table).set(users::visits.set(0)).every_row()).await?;
    Ok(())
}

fn main() {}
