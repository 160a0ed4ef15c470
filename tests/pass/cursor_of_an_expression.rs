use blog::*;
use relata::prelude::*;

fn page(last: &Post) {
    let by_title = select(Post).order_by((lower(posts::title), posts::id));
    let _ = by_title.after((last.title.to_lowercase(), last.id));
}

fn main() {
    let _ = page;
}
