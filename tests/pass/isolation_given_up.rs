use blog::*;
use relata::Error;
use relata::engine::{Isolation, ReadWrite, Transaction};
use relata::prelude::*;

async fn clear<L>(tx: &mut Transaction<'_, Sqlite, ReadWrite, L>) -> Result<u64, Error> {
    tx.execute(&delete(posts::table).every_row()).await
}

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut tx = engine.begin_with(Isolation::Serializable).await?;
    clear(&mut tx).await?;
    tx.commit().await?;
    let mut tx = engine.begin().await?;
    clear(&mut tx).await?;
    tx.commit().await
}

fn main() {
    let _ = run;
}
