use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select_values((value("x"), scalar(from(users::table).select(count_rows()))));
}
