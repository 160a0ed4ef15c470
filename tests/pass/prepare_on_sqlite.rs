use relata::driver::TwoPhase;
use relata::prelude::*;

async fn program<D: TwoPhase>(db: Engine<D>) -> Result<(), relata::Error> {
    db.begin_two_phase("transfer 7").await?.prepare().await?;
    db.commit_prepared("transfer 7").await
}

fn main() {}
