// error: relation `blog::posts::tags` does not start at `blog::users::table`
// label: these are objects of `blog::users::table`, and `blog::posts::tags` is a relation of `blog::posts::table`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = session.all(&select(User).with(posts::tags)).await?;
    drop(people);
    Ok(())
}

fn main() {
    let _ = work;
}
