// error: cannot borrow `tx` as mutable more than once at a time
// label: second mutable borrow occurs here

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin().await?;
    let (people, texts) = (select(users::name), select(posts::title));
    let (one, two) = (tx.all(&people), tx.all(&texts));
    one.await?;
    two.await?;
    Ok(())
}

fn main() {}
