// error: no method named `filter_where` found for struct `Expr<Call<Lower, Col<name, table>, Nil>>` in the current scope
// label: method not found in `Expr<Call<Lower, Col<name, table>, Nil>>`
// passes: aggregate_filter_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(lower(users::name).filter_where(users::id.gt(1)));
}
