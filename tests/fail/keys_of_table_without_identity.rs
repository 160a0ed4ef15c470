// error: `words::table` has no identity column, so the database makes no keys for its rows
// label: declare `#[identity]` on its key, or use `execute`: the keys are those that the rows give

use relata::prelude::*;

table! { words { #[primary_key] word: String } }

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let rows = ["a", "b"].map(|word| words::word.set(word));
    db.keys(&insert_into(words::table).rows(rows)).await?;
    Ok(())
}

fn main() {}
