use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(User).distinct().with(users::posts.selectin())).await?;
    session.all(&select(User).with(users::posts.multiset())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
