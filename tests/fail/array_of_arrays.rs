// error: an array cannot hold `Vec<i64>`
// label: an array holds values of a column's type, or `Option`s of them; `Vec<u8>` is bytes

use relata::prelude::*;

table! {
    pub grids { #[primary_key] id: i64, cells: Vec<Vec<i64>> }
}

fn main() {}
