use blog::*;
use relata::prelude::*;

fn main() {
    let inner = from(tags::table).filter(tags::id.eq(outer(outer(users::id))));
    let middle =
        from(posts::table).filter(posts::author_id.eq(outer(users::id))).filter(exists(inner));
    let _ = from(users::table).filter(exists(middle)).select(users::name);
}
