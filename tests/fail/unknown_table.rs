// error: cannot find module or crate `people` in this scope
// label: use of unresolved module or unlinked crate `people`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(people::table).select(users::name);
}
