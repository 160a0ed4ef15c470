use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session().checked();
    let ada = session.get_one(User, 1).await?;
    session.lock(&ada).await?.name = "Ada".into();
    // Its versions are counted.
    let account = session.get_one(Account, 1).await?;
    session.edit(&account).balance = 7;
    session.commit().await
}

fn main() {
    let _ = run;
}
