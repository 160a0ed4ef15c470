use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::visits).select(sum(users::visits).over(window()));
}
