use blog::*;
use relata::engine::Reader;
use relata::prelude::*;

async fn program(reader: Reader<Sqlite>, db: Engine<Sqlite>) -> Result<(), relata::Error> {
    reader.all(&select(posts::id)).await?;
    db.all(&delete(posts::table).every_row().returning(posts::id)).await?;
    Ok(())
}

fn main() {}
