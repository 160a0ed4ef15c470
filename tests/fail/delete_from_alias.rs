// error: `blog::other` cannot be written: it is a view or a named query
// label: insert into, update or delete from the tables behind it

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(other).every_row();
}
