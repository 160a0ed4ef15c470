// error: relation `blog::posts::tags` was not loaded
// label: add `.with(blog::posts::tags)` to the query, or `load` it

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = session.all(&select(User).with(users::posts)).await?;
    for post in people[0].get(users::posts) {
        println!("{}", post.get(posts::tags).len());
    }
    Ok(())
}

fn main() {
    let _ = work;
}
