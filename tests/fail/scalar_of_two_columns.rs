// error: a subquery of one column is needed here
// label: select one expression

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .select(scalar(from(posts::table).select((max(posts::id), count_rows()))));
}
