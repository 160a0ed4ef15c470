// error: the rows of `blog::notes::table` belong to tenants, and the statement does not say whose it means
// label: add `.tenant(tenant)`, or `.across_tenants()` where those of all are meant

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session();
    session.all(&select(User).with(users::notes)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
