// error: column `doors` has another type in a variant before
// at: i64

use relata::prelude::*;

table! {
    pub cars as Car {
        #[primary_key] id: i64,
        kind: enum Make { Sedan { doors: i32 }, Truck { doors: i64 } },
    }
}

fn main() {}
