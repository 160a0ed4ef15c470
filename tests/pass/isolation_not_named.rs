use blog::*;
use relata::Error;
use relata::engine::{
    AtLeast, Isolation, ReadWrite, RepeatableRead, Serializable, Transaction,
};
use relata::prelude::*;

async fn transfer<T>(tx: &mut T) -> Result<u64, Error>
where
    T: Executor<Dialect = Sqlite, Access: Writing, Isolation: AtLeast<RepeatableRead>>,
{
    tx.execute(&update(users::table).set(users::visits.set(0)).every_row()).await
}

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let work = async move |tx: &mut Transaction<'_, Sqlite, ReadWrite, Serializable>| {
        transfer(tx).await
    };
    engine.retry(3).serializable(work).await?;
    engine.transaction_with(Isolation::RepeatableRead, async |tx| transfer(tx).await).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
