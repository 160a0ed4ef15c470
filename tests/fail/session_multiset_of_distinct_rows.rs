// error: what reads these objects cannot read other rows as one value beside them
// label: load the relation by `.selectin()`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(User).distinct().with(users::posts.multiset())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
