use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::id).select((User, count_rows()));
}
