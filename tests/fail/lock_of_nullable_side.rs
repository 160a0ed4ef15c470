// error: FOR UPDATE cannot lock the nullable side of an outer join
// label: lock in a query of its own, or use an inner join

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).left_join(users::posts).select(users::name).for_update();
}
