use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_key_share().to_sql::<Postgres>();
}
