// error: what reads these objects cannot run once more as a subquery
// label: load the relation by `.selectin()`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = select(User).limit_unordered(5);
    session.all(&people.with(users::posts.subquery())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
