use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(sql!(i64, "1 + {}", users::id));
}
