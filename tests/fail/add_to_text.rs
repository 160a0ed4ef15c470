// error: cannot add `{integer}` to `Expr<Col<blog::users::name, blog::users::table>>`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name + 1);
}
