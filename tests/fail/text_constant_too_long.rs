// error: evaluation panicked: `text!` takes up to 64 bytes without NUL: bind any other text as a value
// label: evaluation of `main::{constant#0}` failed here

use blog::*;
use relata::prelude::*;

fn main() {
    let label = text!("a text of more than sixty-four bytes is not a constant but a value: bind it");
    let _ = from(users::table).group_by(users::name.concat(label)).select(count_rows());
}
