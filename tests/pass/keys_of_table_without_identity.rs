use relata::prelude::*;

table! { words { #[primary_key, identity] id: i64, word: String } }

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let rows = ["a", "b"].map(|word| words::word.set(word));
    db.keys(&insert_into(words::table).rows(rows)).await?;
    Ok(())
}

fn main() {
    let _ = program;
}
