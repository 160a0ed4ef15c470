use relata::Error;
use relata::driver::Driver;
use relata::orm::Hooks;
use relata::prelude::*;

struct Audit;

impl<D: Driver> Hooks<D> for Audit {
    async fn before_commit(&self, session: &mut Session<'_, D>) -> Result<(), Error> {
        session.flush().await
    }
}

fn work(engine: &Engine<Sqlite>) -> Session<'static, Sqlite> {
    engine.session().hooks(Audit)
}

fn main() {
    let _ = work;
}
