use blog::*;
use relata::prelude::*;

fn main() {
    let people = select(User).order_by(users::id).limit(3);
    let _ = people.with(users::posts.subquery().only(posts::title));
}
