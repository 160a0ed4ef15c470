// error: no rules expected `text`
// label: no rules expected this token in macro call

use blog::*;
use relata::prelude::*;

fn main() {
    let text = String::from("1");
    let _ = from(users::table).select(sql!(i64, text));
}
