// error: cannot borrow `connection` as mutable more than once at a time
// label: second mutable borrow occurs here
// errors: 2 since the future of the closure borrows it too

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut connection = db.connect().await?;
    connection
        .transaction(async |_| connection.execute(&delete(posts::table).every_row()).await)
        .await?;
    Ok(())
}

fn main() {}
