// error: relation `blog::posts::tags` was not loaded
// label: add `.with(blog::posts::tags)` to the query, or `load` it
// errors: 2 since what it would give is not known

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let found = session.all(&select(Post).with(posts::author)).await?;
    for post in &found {
        println!("{}", post.get(posts::tags).len());
    }
    Ok(())
}

fn main() {
    let _ = work;
}
