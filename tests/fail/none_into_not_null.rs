// error: column `blog::users::name` is NOT NULL, and this value may be NULL
// label: an `Option` needs a column that is declared as one: unwrap it, or leave the column out by `value.map(|value| column.set(value))`

use blog::*;
use relata::prelude::*;

fn main() {
    let name: Option<&str> = None;
    let _ = update(users::table).set(users::name.set(name)).filter(users::id.eq(1));
}
