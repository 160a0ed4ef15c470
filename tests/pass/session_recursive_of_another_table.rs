use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(Person).with(staff::reports.selectin().recursive())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
