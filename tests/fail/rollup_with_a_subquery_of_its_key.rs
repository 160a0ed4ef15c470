// error: a subquery beside ROLLUP, CUBE or GROUPING SETS takes no key from outside, and `blog::users::id` is one
// label: select the keys in a `derived(..)` query, and put the subquery around that

use blog::*;
use relata::prelude::*;

fn main() {
    let of_user = from(posts::table).filter(posts::author_id.eq(outer(users::id)));
    let _ = from(users::table).group_by_rollup(users::id).select((users::id, exists(of_user)));
}
