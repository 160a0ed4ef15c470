use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .left_join(users::posts)
        .order_by(posts::title.desc().nulls_last())
        .select(users::name);
}
