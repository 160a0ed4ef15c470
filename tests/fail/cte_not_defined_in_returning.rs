// error: this statement cannot run by itself: something in it is not defined
// label: a named query needs `with(..)` around the statement, an `outer(..)` column needs a query around the subquery
// passes: cte_not_defined.rs

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let most = scalar(from(totals::table).select(max(totals::posts)));
    db.all(&delete(users::table).every_row().returning((users::id, most))).await?;
    Ok(())
}

fn main() {}
