// error: no method named `begin` found for struct `relata::engine::Engine<relata::dialect::Sqlite, ReadOnly>` in the current scope
// label: method not found in `relata::engine::Engine<relata::dialect::Sqlite, ReadOnly>`
// passes: write_on_read_only_engine.rs

use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.read_only().begin().await?.commit().await
}

fn main() {}
