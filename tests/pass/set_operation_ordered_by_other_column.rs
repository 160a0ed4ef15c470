use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).union(select(posts::id)).order_by(users::id.desc());
    let _ = select(Tag).union(select(Tag)).order_by((tags::label, tags::id.desc()));
    let newest = select(users::id).order_by(users::id.desc()).limit(1);
    let _ = newest.union(select(posts::id).order_by(posts::id).limit_one()).order_by(users::id);
}
