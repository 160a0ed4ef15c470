use blog::*;
use relata::prelude::*;

fn main() {
    let q = select(posts::id).union(select(users::id));
    let keys = vec![q.key(posts::id.asc()), q.key(posts::id.desc())];
    let _ = q.order_by_keys(keys).limit(3);
}
