// error: this statement cannot run by itself: something in it is not defined
// label: a named query needs `with(..)` around the statement, an `outer(..)` column needs a query around the subquery
// passes: outer_table_is_not_there.rs

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.all(&from(posts::table).filter(posts::author_id.eq(outer(users::id))).select(posts::id))
        .await?;
    Ok(())
}

fn main() {}
