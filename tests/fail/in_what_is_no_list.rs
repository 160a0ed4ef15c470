// error: `{integer}` is not a list of `i64` to look in
// label: expected a `Vec`, array, slice or set of `i64`, a tuple of expressions, or a subquery that selects one column of that type
// passes: in_list_of_another_type.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::id.in_(5)).select(users::name);
}
