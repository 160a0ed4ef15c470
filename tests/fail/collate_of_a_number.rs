// error: a text operator needs text, but this is `i64`
// label: `i64` is not text

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).order_by(users::visits.collate(text!("NOCASE")));
}
