// error: a condition is needed, but this is `i64`
// label: compare it with something, for example `.eq(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(functions::bool_and(users::visits));
}
