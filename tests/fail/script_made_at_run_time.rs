// error: `file` does not live long enough
// label: borrowed value does not live long enough

use relata::prelude::*;

async fn program(db: Engine<Sqlite>, file: String) -> Result<(), relata::Error> {
    db.run_script(&file).await
}

fn main() {}
