// error: `kind` is an enum of columns, which cannot be part of a key
// at: kind

use relata::prelude::*;

table! {
    #[primary_key(id, kind)]
    pub cars as Car {
        id: i64,
        kind: enum Make { Sedan { doors: i32 }, Bicycle },
    }
}

fn main() {}
