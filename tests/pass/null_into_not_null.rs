use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table).set(users::nickname.set_null()).filter(users::id.eq(1));
}
