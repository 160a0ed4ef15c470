// error: `relata::dialect::MySql` does not support `AggregateFilter`
// label: this statement needs `AggregateFilter`, which `relata::dialect::MySql` does not have
// passes: aggregate_filter_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let visits = sum(users::visits).filter_where(users::visits.gt(1));
    let _ = from(users::table).select(visits.over(window())).to_sql::<MySql>();
}
