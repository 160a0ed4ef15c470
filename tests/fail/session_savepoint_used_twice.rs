// error: use of moved value: `here`
// label: value used here after move

use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let here = session.savepoint().await?;
    session.rollback_to(here).await?;
    session.release(here).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
