use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::name).order_by(users::name).select(count_rows());
}
