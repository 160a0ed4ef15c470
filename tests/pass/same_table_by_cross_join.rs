use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).cross_join(other).select(users::name);
}
