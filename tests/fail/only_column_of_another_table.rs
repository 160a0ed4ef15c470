// error: column `blog::posts::title` does not belong to table `blog::users::table`
// label: `blog::posts::title` is a column of `blog::posts::table`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(User.only((users::name, posts::title)));
}
