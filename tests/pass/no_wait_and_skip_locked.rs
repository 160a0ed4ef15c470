use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_update().no_wait();
    let _ = select(users::id).for_share().skip_locked();
}
