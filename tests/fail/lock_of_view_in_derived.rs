// error: FOR UPDATE does not lock `blog::active_users::table`, which is a view or a subquery
// label: it may group its rows: lock the tables behind it
// passes: lock_of_view.rs

use blog::*;
use relata::prelude::*;

shape! { pub busy { id: i64 } }

fn main() {
    let _ = from(derived(busy::table, select(active_users::id))).select(busy::id).for_update();
}
