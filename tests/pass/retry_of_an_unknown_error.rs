use blog::*;
use relata::engine::Retryable;
use relata::prelude::*;

struct Failure(relata::Error);

impl From<relata::Error> for Failure {
    fn from(error: relata::Error) -> Self {
        Self(error)
    }
}

impl Retryable for Failure {
    fn is_retryable(&self) -> bool {
        self.0.is_retryable()
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
