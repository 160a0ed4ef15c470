// error: aggregate and window functions are not allowed in GROUP BY
// label: group by columns or by expressions of columns
// errors: 3 (the mistake shows in what follows from it too)

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(max(users::visits)).select(count_rows());
}
