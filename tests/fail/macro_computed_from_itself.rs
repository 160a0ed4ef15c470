// error: `total` cannot be computed from itself
// at: total

use relata::prelude::*;

table! {
    pub lines {
        #[primary_key] id: i64,
        price: i64,
        #[computed(total + price)] total: i64,
    }
}

fn main() {}
