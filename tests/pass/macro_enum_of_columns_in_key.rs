use relata::prelude::*;

table! {
    #[primary_key(id, series)]
    pub cars as Car {
        id: i64,
        series: i64,
        kind: enum Make { Sedan { doors: i32 }, Bicycle },
    }
}

fn main() {}
