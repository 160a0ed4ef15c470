use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = select(User).order_by(users::id).limit(5);
    session.all(&people.with(users::posts.subquery())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
