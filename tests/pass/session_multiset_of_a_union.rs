use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = select(User).union(select(User)).with(users::posts.selectin());
    session.all(&people).await?;
    let people = select(User).order_by(users::id).limit(9).with(users::posts.multiset());
    session.all(&people).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
