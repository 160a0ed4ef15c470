// error: `blog::active_users::table` cannot be written: it is a view or a named query
// label: insert into, update or delete from the tables behind it
// passes: insert_into_view.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(active_users::table).set(active_users::name.set("Ada")).every_row();
}
