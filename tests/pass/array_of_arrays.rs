use relata::prelude::*;

table! {
    pub grids { #[primary_key] id: i64, cells: Vec<Option<i64>> }
}

fn main() {}
