// error: this statement cannot run by itself: something in it is not defined
// label: a named query needs `with(..)` around the statement, an `outer(..)` column needs a query around the subquery

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.all(&from(totals::table).select(totals::posts)).await?;
    Ok(())
}

fn main() {}
