// error: `Rel<blog::users::posts, blog::users::table, blog::posts::table>` cannot be selected
// label: select expressions, a row struct such as `User`, a tuple of these, or a `#[derive(Projection)]` struct's `Select..`
// passes: select_table_not_joined.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::posts);
}
