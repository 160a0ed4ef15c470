// error: `Expr<Col<blog::users::visits, blog::users::table>>` is not a list of `i64` to look in
// label: expected a `Vec`, array, slice or set of `i64`, a tuple of expressions, or a subquery that selects one column of that type

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(value(1_i64).in_(users::visits)).select(users::name);
}
