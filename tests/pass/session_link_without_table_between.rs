use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let tag = session.get_one(Tag, 1).await?;
    let post = session.get_one(Post, 1).await?;
    session.link(&post, posts::tags, &tag);
    Ok(())
}

fn main() {
    let _ = work;
}
