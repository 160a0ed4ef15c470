use blog::*;
use relata::prelude::*;

fn main() {
    let latest =
        from(posts::table).filter(posts::author_id.eq(outer(users::id))).select((count_rows(), count_rows()));
    let q = from(users::table).inner_join(lateral(totals::table, latest)).select(users::name);
    let _ = (q.to_sql::<Postgres>(), q.to_sql::<MySql>());
}
