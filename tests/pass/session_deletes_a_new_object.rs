use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let tag = session.add(Tag, tags::label.set("rust"));
    session.discard(tag)?;
    session.commit().await
}

fn main() {
    let _ = work;
}
