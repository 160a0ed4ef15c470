// error: table `elsewhere::posts` is already part of this query
// label: give one of the two another name: `alias!(other: ..)`
// passes: same_table_twice.rs

use blog::*;
use relata::prelude::*;

mod elsewhere {
    relata::alias!(pub posts: super::users);
}

fn main() {
    let _ = from(posts::table)
        .inner_join(elsewhere::posts)
        .on(elsewhere::posts[users::id].eq(posts::author_id))
        .select(posts::title);
}
