use relata::driver::Driver;
use relata::engine::{Reader, SharedReads};
use relata::prelude::*;
use relata::render::Supports;

async fn program<D: Driver + Supports<SharedReads>>(
    db: Engine<D>,
) -> Result<Reader<D>, relata::Error> {
    db.reader(2).await
}

fn main() {}
