use blog::*;
use relata::prelude::*;

fn main() {
    let latest = from(tags::table)
        .filter(tags::id.eq(outer(posts::id)))
        .select((count_rows(), count_rows()));
    let _ = from(users::table)
        .inner_join(users::posts)
        .inner_join(lateral(totals::table, latest))
        .select(users::name);
}
