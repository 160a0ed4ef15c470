// error: LIMIT, OFFSET or DISTINCT ON would count the rows of the join, and not the objects
// label: load the relation by a statement of its own: `.with(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let newest = select(Post).distinct_on(posts::author_id).order_by(posts::author_id);
    let _ = newest.joined(posts::tags);
}
