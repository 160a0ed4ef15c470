// error: FOR UPDATE would lock what is joined, which is the nullable side of an outer join
// label: lock the table alone by `.for_update_of(..)`, or load the relation by `.with(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(Post).order_by(posts::id).for_update().joined(posts::author);
}
