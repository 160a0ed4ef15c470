use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let tx = db.begin().await?;
    tx.commit_with(&delete(posts::table).every_row()).await?;
    Ok(())
}

fn main() {}
