use blog::*;
use relata::prelude::*;

fn main() {
    let gone = delete(posts::table).filter(posts::id.eq(1)).returning((posts::author_id, posts::id));
    let _ = with(cte(totals::table, gone)).query(select(totals::author)).to_sql::<Postgres>();
}
