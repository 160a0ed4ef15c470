// error: `grouping(..)` takes a key of ROLLUP, CUBE or GROUPING SETS, and `blog::posts::author_id` is none here

use blog::*;
use relata::functions::grouping;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).group_by(posts::author_id).select(grouping(posts::author_id));
}
