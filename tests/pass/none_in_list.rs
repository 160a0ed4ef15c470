use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .filter(users::nickname.in_(["x"]).or(users::nickname.is_null()))
        .select(users::id);
}
