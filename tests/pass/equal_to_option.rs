use blog::*;
use relata::prelude::*;

fn main() {
    let nickname = Some("x");
    let _ = from(users::table)
        .filter(nickname.map(|nickname| users::nickname.eq(nickname)))
        .select(users::id);
}
