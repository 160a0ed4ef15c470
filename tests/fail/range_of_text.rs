// error: there are no ranges of `String`
// label: a range is of `i32`, `i64`, `Decimal`, days or dates and times

use relata::prelude::*;
use relata::types::Range;

table! {
    pub stays { #[primary_key] id: i64, nights: Range<String> }
}

fn main() {
    let _ = select(stays::id);
}
