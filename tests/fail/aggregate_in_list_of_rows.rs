// error: aggregate and window functions are not allowed in a list of rows
// label: compare with `.eq(..)`, and join the comparisons by `.or(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let most = row((max(users::id), count_rows()));
    let _ = from(users::table).select(most.in_([(max(users::id), count_rows())]));
}
