use blog::*;
use relata::prelude::*;

fn main() {
    let one = |n| from(posts::table).filter(posts::id.eq(n));
    let visits = scalar(one(1).select(sum(outer(users::visits) + posts::likes)));
    let liked = scalar(one(1).select(sum(outer(users::visits)).filter_where(posts::likes.gt(1))));
    let rows = scalar(one(1).select(count_rows().filter_where(posts::id.gt(outer(users::id)))));
    let window = scalar(one(1).select(sum(outer(users::visits)).over(window())));
    let _ = from(users::table).select((visits, liked, rows, window));
}
