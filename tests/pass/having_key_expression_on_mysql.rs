use blog::*;
use relata::prelude::*;

fn main() {
    let parity = users::visits % int::<2>();
    let _ = from(users::table)
        .group_by(parity)
        .having(parity.gt(0))
        .select(count_rows())
        .to_sql::<Postgres>();
    let _ = from(users::table)
        .group_by(parity)
        .having(min(parity).gt(0).or(count_rows().lt(9)))
        .select(parity)
        .to_sql::<MySql>();
    let _ = from(users::table)
        .group_by((users::visits, users::status))
        .having(users::visits.gt(0).and(users::visits.between(1, 3)))
        .select(users::visits)
        .to_sql::<MySql>();
}
