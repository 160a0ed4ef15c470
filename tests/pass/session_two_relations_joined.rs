use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(Post).with((posts::author, posts::tags))).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
