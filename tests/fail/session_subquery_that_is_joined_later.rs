// error: what reads these objects cannot run once more as a subquery
// label: load the relation by `.selectin()`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let query = select(Post).with(posts::tags.subquery());
    session.all(&query.joined(posts::author)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
