// error: an enum of columns needs a row struct: write `cars as ..`
// at: enum

use relata::prelude::*;

table! {
    pub cars {
        #[primary_key] id: i64,
        kind: enum Make { Sedan { doors: i32 }, Bicycle },
    }
}

fn main() {}
