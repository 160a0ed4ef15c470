use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut connection = db.connect().await?;
    connection.with_rusqlite(|_| ()).await
}

fn main() {}
