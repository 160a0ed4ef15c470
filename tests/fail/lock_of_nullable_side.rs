// error: FOR UPDATE cannot lock the nullable side of an outer join
// label: lock the other tables alone by `.for_update_of(..)`, or use an inner join

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).left_join(users::posts).select(users::name).for_update();
}
