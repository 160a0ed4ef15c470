use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .filter(exists(from(posts::table).filter(posts::author_id.eq(outer(users::id)))))
        .select(users::name);
}
