use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let rows = [(1, "a"), (2, "b")].map(|(id, label)| (tags::id.set(id), tags::label.set(label)));
    db.execute(&insert_into(tags::table).rows(rows)).await?;
    let rows = ["a", "b"].map(|label| tags::label.set(label));
    let _: Vec<i64> = db.keys(&insert_into(tags::table).rows(rows)).await?;
    Ok(())
}

fn main() {
    let _ = program;
}
