// error: NOT of a condition that may be NULL: NOT NULL is NULL, and the row is left out
// label: `a.is_not_true()` keeps the rows where `a` is NULL, `a.is_false()` leaves them out; or give a column a value with `.coalesce(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(not(users::nickname.eq("x"))).select(users::name);
}
