use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::nickname.eq("x")).select(users::name);
    let _ = from(users::table).filter(not(users::name.eq("x"))).select(users::name);
    let ace = users::nickname.eq("x");
    let _ = from(users::table).filter(ace.is_not_true()).select(ace.is_false());
    let _ = from(users::table).filter(!ace.coalesce(false)).select(ace.eq(false));
    let _ = from(users::table).filter(users::nickname.is_distinct_from("x")).select(users::name);
}
