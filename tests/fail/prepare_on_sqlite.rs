// error: `relata::dialect::Sqlite` cannot prepare a transaction for a later commit
// label: two-phase commit needs a server that has PREPARE TRANSACTION or XA

use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.begin_two_phase("transfer 7").await?.commit().await
}

fn main() {}
