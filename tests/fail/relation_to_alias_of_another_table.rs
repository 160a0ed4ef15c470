// error: type mismatch resolving `<leader as Source>::Table == table`
// label: expected `blog::users::table`, found `blog::staff::table`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).inner_join(posts::author.to(leader)).select(posts::id);
}
