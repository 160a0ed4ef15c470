use blog::*;
use relata::prelude::*;

table! {
    pub marks { #[primary_key] id: i64, labels: Vec<i64> }
}

fn main() {
    let _ = select(marks::id).filter(value(1_i64).in_(marks::labels)).to_sql::<Postgres>();
    let _ = from(users::table).filter(value(1_i64).in_((users::visits, users::id))).select(users::name);
}
