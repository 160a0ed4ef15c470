// error: expected `,` or columns by name: `Sedan { doors: i32 }`

use relata::prelude::*;

table! {
    pub cars as Car {
        #[primary_key] id: i64,
        kind: enum Make { Sedan(i32), Bicycle },
    }
}

fn main() {}
