// error: FOR UPDATE does not lock `blog::active_users::table`, which is a view or a subquery
// label: it may group its rows: lock the tables behind it
// passes: lock_of_view.rs

use blog::*;
use relata::prelude::*;

fn main() {
    alias!(busy: active_users);
    let _ = select(busy[active_users::id]).for_update();
}
