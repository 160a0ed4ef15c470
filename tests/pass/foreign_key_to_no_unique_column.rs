use relata::prelude::*;

table! { pub shelves { #[primary_key] id: i64, #[unique] room: i64 } }
table! { pub books { #[primary_key] id: i64, #[references(shelves::room)] room: i64 } }

fn main() {}
