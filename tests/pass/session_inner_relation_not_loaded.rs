use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = session.all(&select(User).with(users::posts.with(posts::tags))).await?;
    for post in people[0].get(users::posts) {
        println!("{}", post.get(posts::tags).len());
    }
    Ok(())
}

fn main() {
    let _ = work;
}
