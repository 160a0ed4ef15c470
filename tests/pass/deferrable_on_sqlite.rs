use relata::driver::Driver;
use relata::engine::Deferrable;
use relata::prelude::*;
use relata::render::Supports;

async fn program<D: Driver + Supports<Deferrable>>(db: Engine<D>) -> Result<(), relata::Error> {
    db.begin_deferrable().await?.commit().await
}

fn main() {}
