// error: a number with a sign is needed, but this is `u32`
// label: `u32` has no negative values

use relata::prelude::*;

table! { pub flags { #[primary_key] id: i64, few: u32, all: i32 } }

fn main() {
    let _ = select(flags::few.bit_not());
}
