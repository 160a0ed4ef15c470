use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table)
        .set(users::name.set(users::nickname.coalesce(users::name)))
        .filter(users::id.eq(1));
}
