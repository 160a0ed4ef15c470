use blog::*;
use relata::prelude::*;

fn main() {
    let nickname: Option<&str> = None;
    let _ = update(users::table).set(users::nickname.set(nickname)).filter(users::id.eq(1));
}
