// errors: 0 (it is not refused yet)
use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(not(users::nickname.eq("x"))).select(users::name);
}
