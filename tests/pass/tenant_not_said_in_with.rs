use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let q = with(cte(totals::table, from(notes::table).select((notes::id, notes::writer_id))))
        .query(select(totals::posts));
    engine.all(&q.tenant(7)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
