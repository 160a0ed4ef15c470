use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let posts = users::posts.subquery().with(posts::tags.subquery());
    session.all(&select(User).with(posts)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
