use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::nickname.eq("x")).select(users::name);
    let _ = from(users::table).filter(not(users::name.eq("x"))).select(users::name);
    let _ = from(users::table).filter(users::nickname.is_distinct_from("x")).select(users::name);
}
