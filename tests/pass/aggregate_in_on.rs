use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(posts::table)
        .on(posts::author_id
            .eq(scalar(from(other).select(max(other[users::id]))))
            .and(users::id.gt(0)))
        .select(users::name);
}
