use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_share().to_sql::<MariaDb>();
    let _ = select(users::id).for_update_of(users::table).to_sql::<MySql>();
}
