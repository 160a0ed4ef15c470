use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::id.eq(1)).select(users::name);
}
