use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let ada = session.get_one(User, 1).await?;
    let post = session.get_one(Post, 1).await?;
    session.set(&post, posts::author, &ada)?;
    Ok(())
}

fn main() {
    let _ = work;
}
