use blog::*;
use relata::prelude::*;

fn main() {
    let mut q = from(users::table).left_join(users::posts).select(users::id).boxed::<Sqlite>();
    for word in ["a", "b"] {
        q = q.filter(posts::title.contains(word));
    }
    let _ = q;
}
