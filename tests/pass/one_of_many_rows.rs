use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: String = db.one(&select(users::name).filter(users::email.eq("ada@example.org"))).await?;
    let _: i64 = db.one(&select(count(users::id))).await?;
    db.all(&select(users::id)).await?;
    Ok(())
}

fn main() {}
