use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<Option<String>> =
        rows_of(&from(users::table).select(case_when(users::visits.gt(9), users::name).end()));
}
