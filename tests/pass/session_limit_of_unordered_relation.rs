use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = session
        .all(&select(User).with(users::posts.selectin().order_by(posts::id).limit(3)))
        .await?;
    drop(people);
    Ok(())
}

fn main() {
    let _ = work;
}
