// error: aggregate and window functions are not allowed in GROUP BY
// label: group by columns or by expressions of columns

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(row_number().over(window().order_by(users::id)))
        .select(count_rows());
}
