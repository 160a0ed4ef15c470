use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(abs(users::visits)).select(count_rows());
}
