use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let rows = ["a", "b"].map(|label| tags::label.set(label));
    db.execute(&insert_into(tags::table).rows(rows)).await?;
    let _ = insert_into(tags::table).rows(rows).by_copy().to_sql::<Postgres>();
    Ok(())
}

fn main() {
    let _ = program;
}
