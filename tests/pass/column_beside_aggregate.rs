use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select((max(users::name), count_rows()));
}
