// error: table `blog::staff::table` is already part of the statement that would join it
// label: load the relation by a statement of its own: `.with(..)`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(Person).with(staff::reports.multiset())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
