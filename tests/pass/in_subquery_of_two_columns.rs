use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::id.in_(select(posts::author_id))).select(users::name);
}
