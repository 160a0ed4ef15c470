use blog::*;
use relata::Error;
use relata::orm::New;
use relata::prelude::*;

async fn work(engine: &Engine<Sqlite>, ada: Tracked<User>, post: New<Post>) -> Result<(), Error> {
    engine.session().checked().set(&post, posts::author, &ada)
}

fn main() {
    let _ = work;
}
