// error: `(Expr<Col<visits, table>>, Expr<Col<name, table>>)` is not a list of `i64` to look in
// label: expected a `Vec`, array, slice or set of `i64`, a tuple of expressions, or a subquery that selects one column of that type

use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        from(users::table).filter(users::id.in_((users::visits, users::name))).select(users::id);
}
