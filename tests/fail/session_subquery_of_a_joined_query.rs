// error: what reads these objects cannot run once more as a subquery
// label: load the relation by `.selectin()`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let query = select(Post).joined(posts::author);
    session.all(&query.with(posts::tags.subquery())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
