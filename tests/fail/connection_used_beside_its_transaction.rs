// error: cannot borrow `connection` as mutable more than once at a time
// label: second mutable borrow occurs here

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut connection = db.connect().await?;
    let tx = connection.begin().await?;
    connection.execute(&delete(posts::table).every_row()).await?;
    tx.commit().await?;
    Ok(())
}

fn main() {}
