use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    // A group has a row, and count is never NULL.
    let _: Vec<i64> =
        db.all(&from(users::table).group_by(users::name).select(sum(users::visits))).await?;
    let _: Vec<i64> = db.all(&from(users::table).select(count(users::nickname))).await?;
    let _: Vec<Option<i64>> = db.all(&from(users::table).select(sum(users::visits))).await?;
    Ok(())
}

fn main() {}
