// error: cannot move out of `title`, a captured variable in an `AsyncFn` closure
// label: captured by this `AsyncFn` closure

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let title = String::from("Notes");
    db.retry(5)
        .serializable(async move |tx| {
            let same = posts::title.eq(title);
            tx.execute(&delete(posts::table).filter(same)).await
        })
        .await?;
    Ok(())
}

fn main() {}
