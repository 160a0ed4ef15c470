// error: an aggregate of `outer(..)` columns alone would be one of the outer query
// label: SQL computes it over the outer query's rows: aggregate a column of this query's FROM
// passes: aggregate_of_outer_columns.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let rows = count_rows().filter_where(outer(users::id).gt(1));
    let _ = from(users::table).select(scalar(from(posts::table).select(rows)));
}
