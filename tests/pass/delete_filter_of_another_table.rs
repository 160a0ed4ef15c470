use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(posts::table).filter(posts::author_id.in_(select(users::id)));
}
