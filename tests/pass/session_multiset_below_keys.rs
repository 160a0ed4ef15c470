use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let posts = users::posts.multiset().with(posts::tags.multiset());
    session.all(&select(User).with(posts)).await?;
    let posts = users::posts.multiset().with(posts::tags);
    session.all(&select(User).with(posts)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
