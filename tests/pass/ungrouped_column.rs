use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::id).select((users::email, count_rows()));
}
