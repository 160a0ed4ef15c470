// error: `relata::engine::Engine<relata::dialect::Sqlite>` is neither a connection nor a transaction
// label: an engine gives a connection by `engine.connect()`, and a transaction by `engine.begin()`
// errors: 3 since rustc asks for the bound of an async function at its argument, at the call and at `.await`

use blog::*;
use relata::prelude::*;

async fn clear(handle: &mut impl Executor<Dialect = Sqlite, Access: Writing>) {
    let _ = handle.execute(&delete(posts::table).every_row()).await;
}

async fn run(mut engine: Engine<Sqlite>) {
    clear(&mut engine).await;
}

fn main() {
    let _ = run;
}
