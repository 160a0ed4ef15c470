// error: a transaction that is at least `relata::engine::RepeatableRead` is needed here, and this one is `relata::engine::ReadCommitted`
// label: begin it with that level or a stronger one: `begin_with(Isolation::..)`
// errors: 3 since the future of the call is asked the same again

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
    let mut tx = engine.begin_with(Isolation::ReadCommitted).await?;
    transfer(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

fn main() {
    let _ = run;
}
