use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .right_join(users::posts)
        .filter(users::name.eq("x").is_not_true())
        .select(posts::title);
    let _ = from(users::table)
        .filter(not(users::name.eq("x")))
        .left_join(users::posts)
        .select(posts::title);
}
