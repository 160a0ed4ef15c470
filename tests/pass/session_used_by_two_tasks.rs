use blog::*;
use relata::Error;
use relata::prelude::*;

fn spawn(_: impl Future<Output = Result<(), Error>> + Send + 'static) {}

async fn work(mut session: Session<'static, Sqlite>) -> Result<(), Error> {
    session.get(User, 1).await?;
    session.commit().await
}

fn both(engine: &Engine<Sqlite>) {
    spawn(work(engine.session()));
    spawn(work(engine.session()));
}

fn main() {
    let _ = both;
}
