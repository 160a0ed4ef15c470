// error: relation `blog::users::posts` was not loaded
// label: add `.with(blog::users::posts)` to the query, or `load` it

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = session.all(&select(User)).await?;
    for person in &people {
        println!("{}", person.get(users::posts).len());
    }
    Ok(())
}

fn main() {
    let _ = work;
}
