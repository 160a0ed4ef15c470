// error: aggregate functions cannot be nested
// label: aggregate in a subquery first
// errors: 1 (valid SQL that is refused so far)
use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::visits).select(sum(count_rows()).over(window()));
}
