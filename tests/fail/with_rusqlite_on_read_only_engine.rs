// error: no method named `with_rusqlite` found for struct `relata::engine::Connection<relata::dialect::Sqlite, ReadOnly>` in the current scope
// label: method not found in `relata::engine::Connection<relata::dialect::Sqlite, ReadOnly>`

use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut connection = db.read_only().connect().await?;
    connection.with_rusqlite(|_| ()).await
}

fn main() {}
