use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session();
    let ada = session.get_one(User, 1).await?;
    session.edit(&ada).name = "Ada".into();
    session.commit().await
}

fn main() {
    let _ = run;
}
