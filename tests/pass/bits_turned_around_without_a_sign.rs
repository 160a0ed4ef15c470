use relata::prelude::*;

table! { pub flags { #[primary_key] id: i64, few: u32, all: i32 } }

fn main() {
    let _ = select(flags::all.bit_not());
}
