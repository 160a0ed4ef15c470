// error: a session cannot run this query
// label: a statement that gives rows is needed here: `select(..)`, or one with `.returning(..)`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(User).with(users::notes.multiset())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
