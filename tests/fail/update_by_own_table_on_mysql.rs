// errors: 0 (it is not refused yet)
use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table)
        .set(users::visits.set(0))
        .filter(users::id.in_(select(users::id).filter(users::visits.gt(5))))
        .to_sql::<MySql>();
}
