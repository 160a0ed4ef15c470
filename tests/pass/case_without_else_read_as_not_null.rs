use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<Option<String>> = db
        .all(&from(users::table).select(case_when(users::visits.gt(9), users::name).end()))
        .await?;
    Ok(())
}

fn main() {}
