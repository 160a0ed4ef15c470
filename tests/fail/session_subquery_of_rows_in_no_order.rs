use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = select(User).limit_unordered(5);
    session.all(&people.with(users::posts.subquery())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
