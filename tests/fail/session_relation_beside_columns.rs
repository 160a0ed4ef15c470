// error: relations are loaded beside whole rows of one table, and this query gives others
// label: select a row struct: `select(User)`
// errors: 2 since the session asks for objects as well

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(users::name).with(users::posts)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
