// error: the INSERT gives column `blog::tags::id`, so the database makes no numbers for it
// label: the keys are those that the rows give: use `execute`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let rows = [(1, "a"), (2, "b")].map(|(id, label)| (tags::id.set(id), tags::label.set(label)));
    db.keys(&insert_into(tags::table).rows(rows)).await?;
    Ok(())
}

fn main() {}
