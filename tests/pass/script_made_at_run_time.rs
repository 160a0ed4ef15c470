use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.run_script("DELETE FROM posts; DELETE FROM users").await
}

fn main() {}
