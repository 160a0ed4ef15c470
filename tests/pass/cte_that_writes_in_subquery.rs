use blog::*;
use relata::prelude::*;

fn main() {
    let gone = delete(posts::table).filter(posts::id.eq(1)).returning((posts::author_id, posts::id));
    let named = select(users::name).filter(users::id.in_(select(totals::author)));
    let _ = with(cte(totals::table, gone)).query(named).to_sql::<Postgres>();
}
