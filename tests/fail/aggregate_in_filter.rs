// error: aggregate and window functions are not allowed in FILTER
// label: filter the groups by `.having(..)`, or aggregate in a subquery first
// passes: aggregate_filter_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let of_several = sum(count_rows()).filter_where(count_rows().gt(1)).over(window());
    let _ = from(posts::table).group_by(posts::author_id).select(of_several);
}
