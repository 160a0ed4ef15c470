use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).full_join(users::posts).select(users::name).to_sql::<Postgres>();
}
