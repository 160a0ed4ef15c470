// error: this statement cannot run by itself: something in it is not defined
// label: a named query needs `with(..)` around the statement, an `outer(..)` column needs a query around the subquery
// passes: cte_not_defined.rs

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let most = scalar(from(totals::table).select(max(totals::posts)));
    db.execute(
        &insert_into(users::table)
            .values((users::name.set("a"), users::email.set("b")))
            .on_conflict(users::email)
            .do_update(users::visits.set(most.coalesce(0))),
    )
    .await?;
    Ok(())
}

fn main() {}
