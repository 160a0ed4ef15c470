// errors: 0 (it is not refused yet)
use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.all(&select(users::id)).await?;
    let _ = db.first(&select(users::name)).await?;
    Ok(())
}

fn main() {}
