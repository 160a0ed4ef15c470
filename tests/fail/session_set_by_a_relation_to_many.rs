// error: relation `blog::users::posts` has no foreign key in its own table
// label: an object is set by a `BelongsTo`: set it in the rows that this relation leads to

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let ada = session.get_one(User, 1).await?;
    let post = session.get_one(Post, 1).await?;
    session.set(&ada, users::posts, &post)?;
    Ok(())
}

fn main() {
    let _ = work;
}
