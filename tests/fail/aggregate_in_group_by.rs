// error: aggregate and window functions are not allowed in GROUP BY
// label: group by columns or by expressions of columns

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(max(users::visits)).select(count_rows());
}
