use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(active_users::id);
    let _ = select(other[users::id]).for_update();
}
