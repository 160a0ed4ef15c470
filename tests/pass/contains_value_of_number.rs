use relata::prelude::*;
use relata::types::Range;

table! {
    pub stays { #[primary_key] id: i64, nights: Range<i64> }
}

fn main() {
    let _ = select(stays::id).filter(stays::nights.contains_value(7));
}
