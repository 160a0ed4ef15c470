use relata::prelude::*;

table! { pub shelves { #[primary_key] id: i64 } }
table! { pub books { #[primary_key] id: i64, #[references(shelves::id)] shelf_id: Option<i64> } }

fn main() {}
