// error: this statement returns no rows
// label: say which columns: `.select(..)` for a query, `.returning(..)` for INSERT, UPDATE or DELETE

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&delete(posts::table).every_row()).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
