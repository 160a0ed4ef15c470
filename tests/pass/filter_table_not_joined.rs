use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(users::posts)
        .filter(posts::title.eq("x"))
        .select(users::name);
}
