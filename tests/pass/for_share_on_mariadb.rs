use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_share().to_sql::<Postgres>();
}
