// error: cannot borrow `tx` as mutable more than once at a time
// label: second mutable borrow occurs here
// passes: savepoint_used_after_rollback.rs

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin().await?;
    let inner = tx.savepoint().await?;
    tx.execute(&delete(posts::table).every_row()).await?;
    inner.commit().await?;
    Ok(())
}

fn main() {}
