use blog::*;
use relata::prelude::*;

fn gives<R>(_: impl ReadQuery<Postgres, Row = R>) {}

fn main() {
    let latest = from(posts::table)
        .filter(posts::author_id.eq(outer(users::id)))
        .select((posts::author_id, posts::id));
    let q = from(users::table)
        .left_join(lateral(totals::table, latest))
        .select((users::name, totals::posts));
    gives::<(String, Option<i64>)>(q);
    let q = from(users::table)
        .inner_join(lateral(totals::table, latest))
        .select((users::name, totals::posts));
    gives::<(String, i64)>(q);
}
