// error: `relata::dialect::Any` commits a transaction that creates or drops a table
// label: run this on a connection, before the transaction begins

use blog::*;
use relata::prelude::*;

schema! { pub registry: users, posts }

async fn run(engine: &AnyEngine) -> Result<(), relata::Error> {
    let mut transaction = engine.begin().await?;
    transaction.create_all::<registry>().await?;
    transaction.commit().await
}

fn main() {
    let _ = run;
}
