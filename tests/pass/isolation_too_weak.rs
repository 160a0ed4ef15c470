use blog::*;
use relata::Error;
use relata::engine::{AtLeast, Isolation, RepeatableRead};
use relata::prelude::*;

async fn transfer<T>(tx: &mut T) -> Result<u64, Error>
where
    T: Executor<Dialect = Sqlite, Access: Writing, Isolation: AtLeast<RepeatableRead>>,
{
    tx.execute(&update(users::table).set(users::visits.set(0)).every_row()).await
}

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut tx = engine.begin_with(Isolation::Serializable).await?;
    transfer(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

fn main() {
    let _ = run;
}
