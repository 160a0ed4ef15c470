// error: this is not a complete statement
// label: something is still missing here
// passes: update_without_filter.rs
use blog::*;
use relata::prelude::*;

fn main() {
    run(&update(users::table));
}
