use blog::*;
use relata::prelude::*;

fn main() {
    let names = [String::from("Ada")];
    let _ = from(users::table).filter(users::name.in_(&names)).select(users::id);
}
