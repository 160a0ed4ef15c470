// error: no method named `select` found for struct `Select<Root<table>, Picked<Expr<Col<name, table>>, ...>, ..., ...>` in the current scope
// label: method not found in `Select<Root<table>, Picked<Expr<Col<name, table>>, ...>, ..., ...>`
// passes: select_table_not_joined.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name).select(users::id);
}
