use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.add(Tag, tags::label.set("RUST".to_lowercase()));
    Ok(())
}

fn main() {
    let _ = work;
}
