use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let here = session.savepoint().await?;
    session.rollback_to(here).await?;
    let here = session.savepoint().await?;
    session.release(here).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
