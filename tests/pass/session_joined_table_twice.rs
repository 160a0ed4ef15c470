use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(Post).joined(posts::author.with(users::posts))).await?;
    session.all(&select(Post).with(posts::author.joined(users::posts))).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
