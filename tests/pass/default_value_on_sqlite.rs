use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table).set(users::visits.set_default()).every_row().to_sql::<MySql>();
}
