use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let popular = users::posts.selectin().filter(posts::likes.gt(9));
    session.all(&select(User).with(popular.joined(posts::tags))).await?;
    session.all(&select(User).joined(users::posts.with(posts::tags))).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
