use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).intersect_all(select(posts::id)).to_sql::<Postgres>();
    let _ = select(users::id).intersect(select(posts::id)).to_sql::<Sqlite>();
}
