// error: HAVING needs GROUP BY
// label: add `.group_by(..)` before, or filter rows with `.filter(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).having(count_rows().gt(1)).select(count_rows());
}
