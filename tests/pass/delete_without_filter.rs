use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.execute(&delete(posts::table).filter(posts::id.eq(1))).await?;
    db.execute(&delete(posts::table).every_row()).await?;
    Ok(())
}

fn main() {}
