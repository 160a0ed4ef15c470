// error: cannot borrow `tries` as mutable, as it is a captured variable in a `Fn` closure
// label: cannot borrow as mutable
// passes: retried_work_consumes_what_it_captures.rs

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tries = 0;
    db.retry(5)
        .serializable(async |tx| {
            tries += 1;
            tx.execute(&delete(posts::table).every_row()).await
        })
        .await?;
    println!("{tries}");
    Ok(())
}

fn main() {}
