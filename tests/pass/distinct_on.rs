use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).distinct_on(users::visits).to_sql::<Postgres>();
    let _ = select(users::id).distinct_on(users::visits).order_by(users::id).limit(3);
    let _ = select(users::id).distinct_on((users::visits + int::<1>(), users::name.desc()));
    let _ = from(users::table)
        .group_by(users::visits)
        .select(count_rows())
        .distinct_on(users::visits);
}
