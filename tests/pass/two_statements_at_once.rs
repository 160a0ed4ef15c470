use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin().await?;
    let (people, texts) = (select(users::name), select(posts::title));
    tx.all(&people).await?;
    tx.all(&texts).await?;
    let (one, two) = (db.all(&people), db.all(&texts));
    one.await?;
    two.await?;
    Ok(())
}

fn main() {}
