use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.get(User, 1).await?;
    session.get(User, 2).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
