// error: a statement that writes cannot run here: the access is `ReadOnly`
// label: this statement writes, and `ReadOnly` only reads

use blog::*;
use relata::engine::Reader;
use relata::prelude::*;

async fn program(reader: Reader<Sqlite>) -> Result<(), relata::Error> {
    reader.all(&delete(posts::table).every_row().returning(posts::id)).await?;
    Ok(())
}

fn main() {}
