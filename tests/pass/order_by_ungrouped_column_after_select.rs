use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::visits).select(count_rows()).order_by(users::visits);
}
