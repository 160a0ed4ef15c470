// error: cannot borrow `tx` as mutable more than once at a time
// label: second mutable borrow occurs here

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin().await?;
    let ids = select(users::id);
    let mut rows = tx.stream(&ids);
    while let Some(id) = rows.next().await {
        tx.all(&select(posts::title).filter(posts::author_id.eq(id?))).await?;
    }
    Ok(())
}

fn main() {}
