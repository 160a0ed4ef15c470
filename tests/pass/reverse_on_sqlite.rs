use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(functions::reverse(users::name)).to_sql::<MariaDb>();
}
