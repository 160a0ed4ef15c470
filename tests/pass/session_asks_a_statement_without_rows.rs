use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.execute(&delete(posts::table).every_row()).await?;
    session.all(&delete(posts::table).every_row().returning(posts::id)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
