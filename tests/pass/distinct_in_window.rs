use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select((count(users::name).over(window()), users::id));
    let _ = from(users::table).select(count(users::name).distinct());
}
