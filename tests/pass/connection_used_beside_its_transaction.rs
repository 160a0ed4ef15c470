use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut connection = db.connect().await?;
    let mut tx = connection.begin().await?;
    tx.execute(&delete(posts::table).every_row()).await?;
    tx.commit().await?;
    connection.execute(&delete(posts::table).every_row()).await?;
    Ok(())
}

fn main() {}
