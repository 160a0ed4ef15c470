// error: this statement cannot run by itself: something in it is not defined
// label: a named query needs `with(..)` around the statement, an `outer(..)` column needs a query around the subquery

use blog::*;
use relata::prelude::*;

shape! { pub first { id: i64 } }

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let early = cte(first::table, from(totals::table).select(totals::author));
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    let late = cte(totals::table, per_author);
    db.all(&with((early, late)).query(from(first::table).select(first::id))).await?;
    Ok(())
}

fn main() {}
