// error: column `blog::users::name` is NOT NULL, and this expression may be NULL
// label: `coalesce` the expression

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table).set(users::name.set(users::nickname)).filter(users::id.eq(1));
}
