use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::id)
        .having(count_rows().le(3))
        .order_by(row_number().over(window().order_by(users::id)))
        .select(users::name);
}
