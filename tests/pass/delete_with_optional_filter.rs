use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let title: Option<&str> = None;
    db.execute(
        &delete(posts::table)
            .filter(posts::id.eq(1))
            .filter(title.map(|title| posts::title.eq(title))),
    )
    .await?;
    Ok(())
}

fn main() {}
