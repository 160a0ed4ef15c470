use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(functions::stddev_pop(users::visits)).to_sql::<MariaDb>();
}
