// error: table `blog::posts::table` is already part of the statement that would join it
// label: load the relation by a statement of its own: `.with(..)`

use blog::{User, users};
use relata::Error;
use relata::prelude::*;

alias!(posts: users);

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(posts[User]).with(users::posts.multiset())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
