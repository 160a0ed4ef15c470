// error: column `blog::users::name` must appear in GROUP BY or be used in an aggregate function

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by_rollup(users::id).select((users::id, users::name));
}
