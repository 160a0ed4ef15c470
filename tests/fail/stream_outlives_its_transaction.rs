// error: cannot move out of `tx` because it is borrowed
// label: move out of `tx` occurs here

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin().await?;
    let names = select(users::name);
    let mut rows = tx.stream(&names);
    tx.commit().await?;
    let _ = rows.next().await;
    Ok(())
}

fn main() {}
