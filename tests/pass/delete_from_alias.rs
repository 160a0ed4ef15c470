use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(users::table).every_row();
}
