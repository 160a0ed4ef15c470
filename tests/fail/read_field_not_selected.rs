// error: no field `2` on type `(i64, String)`
// label: unknown field

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let rows = db.all(&select((users::id, users::name))).await?;
    let _ = rows.into_iter().map(|row| row.2);
    Ok(())
}

fn main() {}
