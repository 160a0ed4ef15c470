use relata::prelude::*;

table! {
    pub cars as Car {
        #[primary_key] id: i64,
        kind: enum Make { Sedan { doors: i32 }, Bicycle },
    }
}

fn main() {}
