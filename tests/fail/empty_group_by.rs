// error: an expression or a tuple of expressions is needed, but this is `()`
// label: write a column, or several in parentheses

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(()).select(count_rows());
}
