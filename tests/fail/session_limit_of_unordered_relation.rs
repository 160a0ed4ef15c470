// error: LIMIT and OFFSET without ORDER BY take an arbitrary part of the rows
// label: add `.order_by(..)` before, or say `.limit_unordered(n)`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = session.all(&select(User).with(users::posts.selectin().limit(3))).await?;
    drop(people);
    Ok(())
}

fn main() {
    let _ = work;
}
