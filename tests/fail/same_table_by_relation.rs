// error: table `blog::posts::table` is already part of this query
// label: give one of the two another name: `alias!(other: ..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        from(posts::table).inner_join(posts::author).inner_join(users::posts).select(users::name);
}
