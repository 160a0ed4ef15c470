use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::id)
        .select((users::id, row_number().over(window().order_by(users::id))));
}
