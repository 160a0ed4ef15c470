use blog::*;
use relata::prelude::*;

fn main() {
    let per_author = from(posts::table).select((posts::author_id, posts::id));
    let _ = with(cte(totals::table, per_author))
        .query(delete(tags::table).filter(tags::id.in_(select(totals::posts))))
        .to_sql::<MySql>();
    let per_author = from(posts::table).select((posts::author_id, posts::id));
    let named = with(cte(totals::table, per_author)).query(select(totals::posts));
    let _ = delete(tags::table).filter(tags::id.in_(named)).to_sql::<MariaDb>();
}
