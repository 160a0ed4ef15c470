// error: column `title` does not belong to table `blog::users::table`
// label: `title` is a column of `blog::posts::table`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(User.only((users::name, posts::title)));
}
