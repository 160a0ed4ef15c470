// error: a part of a row consists of columns of its table, and this is something else
// label: write columns of the table, such as `users::name`, or a tuple of them

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(User.only((users::name, users::visits + 1)));
}
