use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(substr(users::name, users::visits, 2));
}
