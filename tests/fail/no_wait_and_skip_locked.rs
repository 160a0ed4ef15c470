// error: a row lock has either NOWAIT or SKIP LOCKED, and this one says already which
// label: leave one of the two out

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_update().no_wait().skip_locked();
}
