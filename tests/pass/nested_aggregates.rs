use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(max(users::visits) + min(users::visits));
    let _ = from(users::table).group_by(users::visits).select(sum(count_rows()).over(window()));
    let _ = from(users::table).select(max(sum(users::visits)).over(window()));
}
