// error: these rows do not hold an object and one that `_` leads to
// label: select both row structs: `.select((User, Post))`

use blog::*;
use relata::prelude::*;

fn main() {
    let found = from(users::table).inner_join(users::posts).select((User, posts::title));
    let _ = found.nest(users::posts);
}
