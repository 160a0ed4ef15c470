// error: `relata::dialect::Sqlite` does not support `Deferrable`
// label: this statement needs `Deferrable`, which `relata::dialect::Sqlite` does not have

use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.begin_deferrable().await?.commit().await
}

fn main() {}
