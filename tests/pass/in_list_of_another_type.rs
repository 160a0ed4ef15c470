use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::id.in_([1, 2])).select(users::name);
    let ids: Vec<i64> = vec![3];
    let _ = from(users::table).filter(users::id.in_(&ids)).select(users::name);
    let _ = from(users::table).filter(users::id.in_(&ids[..])).select(users::name);
    let _ = from(users::table).filter(users::name.not_in(["a".to_owned()])).select(users::name);
}
