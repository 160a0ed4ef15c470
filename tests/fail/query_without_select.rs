// error: this statement returns no rows
// label: say which columns: `.select(..)` for a query, `.returning(..)` for INSERT, UPDATE or DELETE
// passes: rows_of_statement_that_gives_none.rs

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.all(&from(posts::table).filter(posts::id.eq(1))).await?;
    Ok(())
}

fn main() {}
