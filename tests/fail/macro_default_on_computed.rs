// error: column `total` is computed from other columns: leave `default` out
// at: default

use relata::prelude::*;

table! {
    pub lines {
        #[primary_key] id: i64,
        price: i64,
        amount: i64,
        #[computed(price * amount), default(0)] total: i64,
    }
}

fn main() {}
