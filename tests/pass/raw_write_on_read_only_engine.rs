use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<User> = db.read_only().all(&raw!(read User, "SELECT * FROM users")).await?;
    db.execute(&raw!((), "DELETE FROM users WHERE id = 1")).await?;
    Ok(())
}

fn main() {}
