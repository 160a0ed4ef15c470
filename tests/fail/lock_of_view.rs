// error: FOR UPDATE does not lock `blog::active_users::table`, which is a view or a subquery
// label: it may group its rows: lock the tables behind it

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(active_users::id).for_update();
}
