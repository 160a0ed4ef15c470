use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(functions::sqrt(users::visits)).to_sql::<MariaDb>();
}
