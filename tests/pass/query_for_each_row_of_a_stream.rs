use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin().await?;
    let ids: Vec<i64> = tx.all(&select(users::id)).await?;
    tx.all(&select(posts::title).filter(posts::author_id.in_(&ids))).await?;
    Ok(())
}

fn main() {}
