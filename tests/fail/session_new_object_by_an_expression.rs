// error: an object takes values, and this is an expression
// label: the database would compute it: use `insert_into(..)` or `update(..)` for that

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.add(Tag, tags::label.set(lower(value("RUST"))));
    Ok(())
}

fn main() {
    let _ = work;
}
