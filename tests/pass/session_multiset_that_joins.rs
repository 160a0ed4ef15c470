use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let posts = users::posts.multiset().with(posts::author.multiset());
    session.all(&select(User).with(posts)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
