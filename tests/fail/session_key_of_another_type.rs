// error: mismatched types
// label: expected `i64`, found `&str`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.get(User, "1").await?;
    Ok(())
}

fn main() {
    let _ = work;
}
