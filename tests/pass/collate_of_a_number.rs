use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).order_by(users::name.collate(text!("NOCASE")));
}
