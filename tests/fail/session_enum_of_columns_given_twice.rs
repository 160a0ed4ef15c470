// error: column `cars::doors` is assigned twice
// label: leave one of the two assignments of `cars::doors` out

use relata::Error;
use relata::prelude::*;

table! {
    pub cars as Car {
        #[primary_key, identity] id: i64,
        name: String,
        kind: enum Make { Sedan { doors: i32 }, Bicycle },
    }
}

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.add(Car, (cars::name.set("Beetle"), Make::Bicycle, cars::doors.set(2)));
    Ok(())
}

fn main() {
    let _ = work;
}
