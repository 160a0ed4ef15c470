// error: `Entity<blog::User, blog::users::table>` is not a table that can be written
// passes: insert_into_view.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(User).values((users::name.set("Ada"), users::email.set("ada@example.org")));
}
