// error: this statement returns no rows
// label: say which columns: `.select(..)` for a query, `.returning(..)` for INSERT, UPDATE or DELETE
// errors: 5 (the mistake shows in what follows from it too)
// passes: in_list_of_another_type.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::id.in_(5)).select(users::name);
}
