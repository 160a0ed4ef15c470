use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(functions::bool_and(users::visits.gt(1)));
}
