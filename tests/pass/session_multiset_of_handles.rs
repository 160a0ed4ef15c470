use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = session.all(&select(User).with(users::posts.multiset())).await?;
    session.load_all(&people, users::posts.selectin()).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
