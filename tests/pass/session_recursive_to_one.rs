use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(Person).with(staff::reports.selectin().to_depth(2))).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
