use blog::*;
use relata::prelude::*;

fn main() {
    let latest = from(posts::table)
        .filter(posts::author_id.eq(outer(users::id)))
        .select((count_rows(), count_rows()));
    let _ = from(users::table).left_join(lateral(totals::table, latest)).select(users::name);
}
