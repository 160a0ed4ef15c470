// error: column `blog::User` must appear in GROUP BY or be used in an aggregate function
// passes: rollup_key_determines_nothing.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by_rollup(users::id).select(User);
}
