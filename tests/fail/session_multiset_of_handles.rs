// error: what reads these objects cannot read other rows as one value beside them
// label: load the relation by `.selectin()`
// errors: 3 since rustc asks for the bound of an async function at its argument, at the call and at `.await`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = session.all(&select(User)).await?;
    session.load_all(&people, users::posts.multiset()).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
