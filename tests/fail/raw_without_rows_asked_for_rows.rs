// error: this statement was written by hand without rows
// label: say what a row is: `raw!(i64, ..)`, `raw!(User, ..)`, or a tuple
// passes: raw_write_on_read_only_engine.rs

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.all(&raw!((), "VACUUM")).await?;
    Ok(())
}

fn main() {}
