// error: use of moved value: `session`
// label: value used here after move

use blog::*;
use relata::Error;
use relata::prelude::*;

fn spawn(_: impl Future<Output = Result<(), Error>> + Send + 'static) {}

async fn work(mut session: Session<'static, Sqlite>) -> Result<(), Error> {
    session.get(User, 1).await?;
    session.commit().await
}

fn both(engine: &Engine<Sqlite>) {
    let session = engine.session();
    spawn(work(session));
    spawn(work(session));
}

fn main() {
    let _ = both;
}
