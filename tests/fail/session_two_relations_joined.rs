// error: `blog::posts::tags` and `blog::posts::author` joined in one statement give each object of one with each of the other
// label: load it by a statement of its own: `.with(blog::posts::tags)`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(Post).joined(posts::author).joined(posts::tags)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
