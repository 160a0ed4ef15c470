// error: `relata::dialect::MySql` does not support `Ranges`
// label: this statement needs `Ranges`, which `relata::dialect::MySql` does not have

use relata::prelude::*;
use relata::types::Range;

table! {
    pub stays { #[primary_key] id: i64, nights: Range<i32> }
}

fn main() {
    let _ = select(stays::id).filter(stays::nights.overlaps(1..5)).to_sql::<MySql>();
}
