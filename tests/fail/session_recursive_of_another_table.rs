// error: relation `blog::users::posts` leads to another table, where it does not go on
// label: load it by `.with(..)`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(User).with(users::posts.selectin().recursive())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
