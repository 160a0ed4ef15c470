// error: FULL JOIN does not take `blog::notes::table`, whose rows belong to tenants or may be deleted ones
// label: say whose rows are meant inside: `derived(shape::table, select(..).tenant(tenant))`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let q = from(notes::table).full_join(users::table).on(notes::writer_id.eq(users::id));
    engine.all(&q.select(users::name).tenant(7)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
