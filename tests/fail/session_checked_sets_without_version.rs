use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(engine: &Engine<Sqlite>, ada: Tracked<User>, post: Tracked<Post>) -> Result<(), Error> {
    engine.session().checked().set(&post, posts::author, &ada)
}

fn main() {
    let _ = work;
}
