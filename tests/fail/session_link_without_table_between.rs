// error: `blog::users::posts` does not lead through a table between two others
// label: only a `ManyToMany` is linked; elsewhere, set the foreign key

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let ada = session.get_one(User, 1).await?;
    let post = session.get_one(Post, 1).await?;
    session.link(&ada, users::posts, &post);
    Ok(())
}

fn main() {
    let _ = work;
}
