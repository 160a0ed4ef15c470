// error: a SELECT without FROM has no column of table `blog::users::table`
// label: begin with `from(blog::users::table)`, or put a query of `blog::users::table` into `scalar(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select_values((value("x"), users::name));
}
