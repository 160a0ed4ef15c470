// error: a change of an object of `blog::users::table` may overwrite what others wrote since it was read: its versions are not counted
// label: `session.lock(&object).await?` reads it again and lends it, or declare a `#[version]` column

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session().checked();
    let ada = session.get_one(User, 1).await?;
    session.edit(&ada).name = "Ada".into();
    session.commit().await
}

fn main() {
    let _ = run;
}
