// error: `{integer}` is not a list of `i64` to look in
// passes: in_list_of_another_type.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::id.in_(5)).select(users::name);
}
