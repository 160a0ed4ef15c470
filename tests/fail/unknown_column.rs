// error: cannot find value `surname` in module `users`
// label: not found in `users`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::surname);
}
