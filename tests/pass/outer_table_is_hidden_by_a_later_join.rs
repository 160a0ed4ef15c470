use blog::*;
use relata::prelude::*;

fn main() {
    let read = from(posts::table)
        .filter(posts::author_id.eq(outer(users::id)))
        .inner_join(posts::author.to(other))
        .filter(other[users::visits].gt(9));
    let _ = from(users::table).filter(exists(read)).select(users::name);
    // Each side of a set operation has its own FROM.
    let written =
        from(posts::table).filter(posts::author_id.eq(outer(users::id))).select(posts::author_id);
    let popular = from(users::table).filter(users::visits.gt(9)).select(users::id);
    let _ =
        from(users::table).filter(users::id.in_(popular.union(written))).select(users::name);
    let newest = from(posts::table)
        .filter(posts::author_id.eq(outer(users::id)))
        .cross_join(other)
        .select((other[users::id], posts::id));
    let _ = from(users::table).inner_join(lateral(totals::table, newest)).select(users::name);
}
