// error: it is not known of `Failure` whether the work should run again
// label: write `impl Retryable for Failure`, or use `relata::Error`
// errors: 3 since the future of the work is asked the same again

use blog::*;
use relata::prelude::*;

struct Failure;

impl From<relata::Error> for Failure {
    fn from(_: relata::Error) -> Self {
        Self
    }
}

async fn program(db: Engine<Sqlite>) -> Result<(), Failure> {
    db.retry(5)
        .serializable(async move |tx| {
            tx.execute(&delete(posts::table).every_row()).await?;
            Ok::<(), Failure>(())
        })
        .await
}

fn main() {}
