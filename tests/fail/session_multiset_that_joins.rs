// error: this is not loaded beside rows that are one value
// label: load what they lead to by `.with(..)` in place of `.joined(..)`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let posts = users::posts.multiset().joined(posts::author);
    session.all(&select(User).with(posts)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
