// error: column `posts::title` does not belong to table `users::table`
// label: `posts::title` is a column of `posts::table`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(User.only((users::name, posts::title)));
}
