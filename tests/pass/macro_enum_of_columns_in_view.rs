use relata::prelude::*;

view! {
    pub old_cars as OldCar {
        id: i64,
        kind: String,
        doors: Option<i32>,
    }
}

fn main() {}
