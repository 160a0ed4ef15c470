use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(User).with(users::posts.joined(posts::author.with(users::posts)))).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
