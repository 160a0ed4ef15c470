use relata::prelude::*;

table! {
    pub cars as Car {
        #[primary_key, identity] id: i64,
        name: String,
        kind: enum Make { Sedan { doors: i32 }, Bicycle },
    }
}

fn work(session: &Session<'static, Sqlite>, car: &Tracked<Car>) -> i32 {
    match &session[car].kind {
        Make::Sedan { doors } => *doors,
        Make::Bicycle => 0,
    }
}

fn main() {
    let _ = work;
}
