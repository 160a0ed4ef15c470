use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(engine: &Engine<Sqlite>) -> Result<(), Error> {
    let mut tx = engine.begin().await?;
    let mut session = tx.session();
    let ada = session.get_one(User, 1).await?;
    session.edit(&ada).visits += 1;
    session.commit().await?;
    println!("{}", session[ada].visits);
    drop(session);
    tx.rollback().await
}

fn main() {
    let _ = work;
}
