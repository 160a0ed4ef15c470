// error: `Any` commits a transaction

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
