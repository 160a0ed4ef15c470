use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    db.all(&with(cte(totals::table, per_author)).query(from(totals::table).select(totals::posts)))
        .await?;
    Ok(())
}

fn main() {}
