use blog::*;
use relata::prelude::*;

fn main() {
    let newest = select(Post).distinct_on(posts::author_id).order_by(posts::author_id);
    let _ = newest.joined(posts::tags);
}
