use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Option<String> = db.first(&select(users::name).order_by(users::id)).await?;
    db.all(&select(users::id)).await?;
    Ok(())
}

fn main() {}
