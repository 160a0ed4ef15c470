// error: this is not a complete statement
// label: something is still missing here
// passes: insert_lacks_required_column.rs
use blog::*;
use relata::prelude::*;

fn main() {
    run(&insert_into(users::table));
}
