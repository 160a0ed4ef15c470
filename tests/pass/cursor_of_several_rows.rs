use blog::*;
use relata::prelude::*;

fn page(last: &Post) {
    let posts = from(posts::table).inner_join(posts::author).select(Post);
    let _ = posts.order_by(posts::id).cursor::<Sqlite>(last);
}

fn main() {
    let _ = page;
}
