// error: `i64` is no range
// label: a range is needed

use relata::prelude::*;
use relata::types::Range;

table! {
    pub stays { #[primary_key] id: i64, nights: Range<i64> }
}

fn main() {
    let _ = select(stays::id).filter(stays::id.contains_value(7));
}
