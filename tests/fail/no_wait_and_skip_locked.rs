// error: this query has that clause already
// label: a second one would replace the first without a word

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_update_no_wait().for_update_skip_locked();
}
