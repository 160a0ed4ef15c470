use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let replica = db.read_only();
    replica.all(&select(users::id)).await?;
    let mut tx = replica.begin_read_only().await?;
    tx.all(&select(users::id)).await?;
    tx.commit().await?;
    let mut connection = replica.connect().await?;
    connection.all(&select(users::id)).await?;
    db.begin().await?.commit().await?;
    db.execute(&delete(posts::table).every_row()).await?;
    Ok(())
}

fn main() {}
