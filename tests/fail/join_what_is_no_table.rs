// error: `Expr<Col<blog::posts::id, blog::posts::table>>` is neither a table nor a relation
// label: join a relation such as `users::posts`, or a table with `.on(..)`
// passes: on_ignores_the_joined_table.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).inner_join(posts::id);
}
