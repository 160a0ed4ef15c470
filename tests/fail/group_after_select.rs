// error: no method named `group_by` found for struct `Select<Root<table>, Picked<Expr<Col<name, table>>, ...>, ..., ...>` in the current scope
// label: method not found in `Select<Root<table>, Picked<Expr<Col<name, table>>, ...>, ..., ...>`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name).group_by(users::name);
}
