use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).order_by(users::name).select(users::name).limit(1);
    let _ = from(users::table).select(users::name).limit_unordered(1);
}
