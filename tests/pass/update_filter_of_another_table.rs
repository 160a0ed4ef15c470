use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table)
        .from(posts::table)
        .set(users::visits.set(0))
        .filter(posts::author_id.eq(users::id));
}
