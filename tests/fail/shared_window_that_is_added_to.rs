// error: a shared window is complete: nothing can be added to it
// label: call `.shared()` last

use blog::*;
use relata::prelude::*;

fn main() {
    let far = window().order_by(users::visits).shared().partition_by(users::name);
    let _ = select((users::id, rank().over(far)));
}
