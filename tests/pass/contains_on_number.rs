use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::nickname.contains("1")).select(users::name);
}
