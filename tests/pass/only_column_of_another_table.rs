use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(User.only((users::name, users::email)));
}
