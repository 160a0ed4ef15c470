use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let among = users::name.in_((users::nickname, users::email));
    let _: Vec<Option<bool>> = db.all(&select(among)).await?;
    let among = users::name.in_((users::name, users::email));
    let _: Vec<bool> = db.all(&select(among)).await?;
    Ok(())
}

fn main() {}
