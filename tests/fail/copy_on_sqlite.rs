// error: `relata::dialect::Sqlite` does not support `BinaryCopy`
// label: this statement needs `BinaryCopy`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let rows = ["a", "b"].map(|label| tags::label.set(label));
    db.execute(&insert_into(tags::table).rows(rows).by_copy()).await?;
    Ok(())
}

fn main() {}
