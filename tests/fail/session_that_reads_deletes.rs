// error: a statement that writes cannot run here: the access is `ReadOnly`
// label: this statement writes, and `ReadOnly` only reads

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.read_only().session();
    let ada = session.get_one(User, 1).await?;
    session.delete(&ada);
    session.commit().await
}

fn main() {
    let _ = run;
}
