// error: a session with access `ReadOnly` changes no objects
// label: it only reads: `engine.session()` writes

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.read_only().session();
    let ada = session.get_one(User, 1).await?;
    session.edit(&ada).name = "Ada".into();
    session.commit().await
}

fn main() {
    let _ = run;
}
