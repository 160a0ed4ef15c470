// error: cannot apply unary operator `-` to type `u64`
// label: cannot apply unary operator `-`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).order_by(users::id).select(users::id).offset(-1);
}
