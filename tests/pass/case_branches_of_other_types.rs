use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        from(users::table).select(case_when(users::visits.gt(9), users::name).otherwise("guest"));
}
