use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::nickname.is_null()).select(users::id);
    let _ = from(users::table)
        .filter(users::nickname.is_not_distinct_from(None::<&str>))
        .select(users::id);
}
