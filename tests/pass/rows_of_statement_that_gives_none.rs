use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.execute(&delete(posts::table).every_row()).await?;
    db.all(&delete(posts::table).every_row().returning(posts::id)).await?;
    Ok(())
}

fn main() {}
