use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    // Nullability joins.
    let _: Vec<Option<String>> = db.all(&select(users::name).union(select(posts::body))).await?;
    Ok(())
}

fn main() {}
