use relata::prelude::*;

table! { pub shelves { #[primary_key] id: i64 } }

fn main() {}
