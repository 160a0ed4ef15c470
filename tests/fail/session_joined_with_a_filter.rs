// error: this cannot be joined: a filter, an order, a limit or a strategy is for a statement of its own
// label: join a relation, with others beside what it leads to at most, or load this by `.with(..)`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let popular = users::posts.selectin().filter(posts::likes.gt(9));
    session.all(&select(User).joined(popular)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
