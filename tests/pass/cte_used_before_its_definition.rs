use blog::*;
use relata::prelude::*;

shape! { pub first { id: i64 } }

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    let early = cte(totals::table, per_author);
    let late = cte(first::table, from(totals::table).select(totals::author));
    db.all(&with((early, late)).query(from(first::table).select(first::id))).await?;
    Ok(())
}

fn main() {}
