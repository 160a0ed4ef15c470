// error: this query has that clause already
// label: a second one would replace the first without a word
// passes: limit_without_order.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).order_by(users::id).select(users::name).limit(1).limit(2);
}
