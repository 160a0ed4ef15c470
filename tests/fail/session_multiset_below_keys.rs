// error: what reads these objects cannot read other rows as one value beside them
// label: load the relation by `.selectin()`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let posts = users::posts.with(posts::tags.multiset());
    session.all(&select(User).with(posts)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
