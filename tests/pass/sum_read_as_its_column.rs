use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<Option<i64>> = db.all(&from(posts::table).select(sum(posts::likes))).await?;
    let _: Vec<Option<f64>> = db.all(&from(posts::table).select(avg(posts::likes))).await?;
    Ok(())
}

fn main() {}
