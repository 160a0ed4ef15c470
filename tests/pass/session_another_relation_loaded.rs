use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let found = session.all(&select(Post).with((posts::author, posts::tags))).await?;
    for post in &found {
        println!("{}", post.get(posts::tags).len());
    }
    Ok(())
}

fn main() {
    let _ = work;
}
