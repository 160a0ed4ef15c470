// error: an aggregate of `outer(..)` columns alone would be one of the outer query
// label: SQL computes it over the outer query's rows: aggregate a column of this query's FROM

use blog::*;
use relata::prelude::*;

fn main() {
    let visits = scalar(from(posts::table).select(sum(outer(users::visits))));
    let _ = from(users::table).select((users::id, visits));
}
