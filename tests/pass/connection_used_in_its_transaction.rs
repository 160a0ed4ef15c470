use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut connection = db.connect().await?;
    connection
        .transaction(async |tx| tx.execute(&delete(posts::table).every_row()).await)
        .await?;
    Ok(())
}

fn main() {}
