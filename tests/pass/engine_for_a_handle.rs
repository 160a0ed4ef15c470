use blog::*;
use relata::prelude::*;

async fn clear(handle: &mut impl Executor<Dialect = Sqlite, Access: Writing>) {
    let _ = handle.execute(&delete(posts::table).every_row()).await;
}

async fn run(engine: Engine<Sqlite>) -> Result<(), relata::Error> {
    clear(&mut engine.connect().await?).await;
    clear(&mut engine.begin().await?).await;
    Ok(())
}

fn main() {
    let _ = run;
}
