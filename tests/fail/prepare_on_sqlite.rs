// error: `relata::dialect::Sqlite` cannot prepare a transaction for a later commit
// label: two-phase commit needs a server that has PREPARE TRANSACTION

use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.begin().await?.prepare("transfer 7").await
}

fn main() {}
