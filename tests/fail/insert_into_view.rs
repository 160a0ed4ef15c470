// error: `blog::active_users::table` cannot be written: it is a view or a named query
// label: insert into, update or delete from the tables behind it

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(active_users::table).values(active_users::name.set("Ada"));
}
