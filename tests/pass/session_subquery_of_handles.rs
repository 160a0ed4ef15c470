use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = session.all(&select(User)).await?;
    session.load_all(&people, users::posts.immediate()).await?;
    session.all(&select(User).with(users::posts.subquery())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
