// error: a view has columns alone: an enum of columns stands in a table
// at: enum

use relata::prelude::*;

view! {
    pub old_cars as OldCar {
        id: i64,
        kind: enum Make { Sedan { doors: i32 }, Bicycle },
    }
}

fn main() {}
