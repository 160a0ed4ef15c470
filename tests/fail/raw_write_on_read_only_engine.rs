// error: a statement that writes cannot run here: the access is `ReadOnly`
// label: this statement writes, and `ReadOnly` only reads

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.read_only().all(&raw!(User, "SELECT * FROM users")).await?;
    Ok(())
}

fn main() {}
