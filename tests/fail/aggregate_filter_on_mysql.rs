// error: `relata::dialect::MySql` does not support `AggregateFilter`
// label: this statement needs `AggregateFilter`, which `relata::dialect::MySql` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .select(count(users::id).filter_where(users::visits.gt(1)))
        .to_sql::<MySql>();
}
