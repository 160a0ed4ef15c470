// error: SQL `i64` cannot be compared with `String`
// label: this is `i64`, the other side is `String`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        from(users::table).select(case_when(users::visits.gt(9), users::name).otherwise(users::id));
}
