use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_update_no_wait();
    let _ = select(users::id).for_update_skip_locked();
}
