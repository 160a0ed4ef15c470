// error: mismatched types
// label: expected `Vec<String>`, found `Vec<Option<String>>`
use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<String> =
        rows_of(&from(users::table).select(case_when(users::visits.gt(9), users::name).end()));
}
