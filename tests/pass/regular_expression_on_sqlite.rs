use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name.matches("^A")).to_sql::<MariaDb>();
}
