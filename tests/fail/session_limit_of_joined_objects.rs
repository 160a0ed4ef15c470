// error: LIMIT, OFFSET or DISTINCT ON would count the rows of the join, and not the objects
// label: load the relation by a statement of its own: `.with(..)`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(User).order_by(users::id).limit(9).joined(users::posts)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
