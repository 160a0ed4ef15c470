// error: table `blog::users::table` is not part of this query
// label: bring `blog::users::table` in with a join first
use blog::*;
use relata::prelude::*;

fn main() {
    let inner = from(tags::table).filter(tags::id.eq(outer(users::id)));
    let middle =
        from(posts::table).filter(posts::author_id.eq(outer(users::id))).filter(exists(inner));
    let _ = from(users::table).filter(exists(middle)).select(users::name);
}
