// error: the trait bound `Expr<Col<blog::posts::id, blog::posts::table>>: Source` is not satisfied
// label: the trait `Source` is not implemented for `Expr<Col<blog::posts::id, blog::posts::table>>`
// passes: on_ignores_the_joined_table.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).inner_join(posts::id);
}
