// error: this query has that clause already
// label: a second one would replace the first without a word
// passes: set_operation_nulls_last_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let one = select(users::id).union(select(posts::id)).order_by(users::id).limit_one();
    let _ = one.limit(2);
}
