// error: FILTER follows an aggregate function
// label: `filter_where` is for `count`, `sum` and their like; rows are filtered by `.filter(..)`
// errors: 2 since the SELECT asks the same of the clause
// passes: aggregate_filter_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(lower(users::name).filter_where(users::id.gt(1)));
}
