// error: an object that is new has no row to delete
// label: take it back: `session.discard(..)`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let tag = session.add(Tag, tags::label.set("rust"));
    session.delete(&tag);
    session.commit().await
}

fn main() {
    let _ = work;
}
