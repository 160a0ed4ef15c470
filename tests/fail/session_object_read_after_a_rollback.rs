// error: cannot move out of `tx` because it is borrowed
// label: move out of `tx` occurs here

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(engine: &Engine<Sqlite>) -> Result<(), Error> {
    let mut tx = engine.begin().await?;
    let mut session = tx.session();
    let ada = session.get_one(User, 1).await?;
    session.edit(&ada).visits += 1;
    session.commit().await?;
    tx.rollback().await?;
    println!("{}", session[ada].visits);
    Ok(())
}

fn main() {
    let _ = work;
}
