use blog::*;
use relata::functions::grouping;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).group_by_rollup(posts::author_id).select(grouping(posts::author_id));
}
