use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::name.not_in(select(posts::title))).select(users::id);
    let _ = from(users::table).filter(users::name.in_(select(posts::body))).select(users::id);
}
