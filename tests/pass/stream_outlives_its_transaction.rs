use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin().await?;
    let names = select(users::name);
    let mut rows = tx.stream(&names);
    let _ = rows.next().await;
    drop(rows);
    tx.commit().await?;
    Ok(())
}

fn main() {}
