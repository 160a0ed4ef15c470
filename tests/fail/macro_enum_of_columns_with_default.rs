// error: `default` stands on a column that every row has
// at: default

use relata::prelude::*;

table! {
    pub cars as Car {
        #[primary_key] id: i64,
        kind: enum Make { Sedan { #[default(4)] doors: i32 }, Bicycle },
    }
}

fn main() {}
