// error: `?` operator has incompatible types
// label: expected `i64`, found `Option<i64>`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let add = insert_into(tags::table).values(tags::label.set("db"));
    let add = add.on_conflict(tags::label).do_nothing().returning(tags::id);
    let _: i64 = db.fetch(&add).await?;
    Ok(())
}

fn main() {}
