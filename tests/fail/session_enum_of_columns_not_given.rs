// error: INSERT lacks column `cars::kind`, which is NOT NULL and has no default
// label: add `cars::kind.set(..)`

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
    session.add(Car, cars::name.set("Beetle"));
    Ok(())
}

fn main() {
    let _ = work;
}
