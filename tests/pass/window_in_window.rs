use blog::*;
use relata::prelude::*;

fn main() {
    // An aggregate inside a window function of a grouped query is fine.
    let _ = from(users::table)
        .group_by(users::name)
        .select(rank().over(window().order_by(sum(users::visits).desc())));
}
