use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).left_join(users::posts).group_by(posts::title).select(count_rows());
}
