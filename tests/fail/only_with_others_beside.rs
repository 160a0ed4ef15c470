// error: relations are loaded beside whole rows, and these are parts of rows
// label: leave out what is loaded beside them, or `.only(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(User).with(users::posts.with(posts::author).only(posts::title));
}
