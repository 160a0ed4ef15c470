// error: a change of an object of `blog::posts::table` may overwrite what others wrote since it was read: its versions are not counted
// label: `session.lock(&object).await?` reads it again and lends it, or declare a `#[version]` column

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(engine: &Engine<Sqlite>, ada: Tracked<User>, post: Tracked<Post>) -> Result<(), Error> {
    engine.session().checked().set(&post, posts::author, &ada)
}

fn main() {
    let _ = work;
}
