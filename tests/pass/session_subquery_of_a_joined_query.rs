use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(Post).with((posts::author, posts::tags.subquery()))).await?;
    session.all(&select(Post).with(posts::author.subquery().joined(users::posts))).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
