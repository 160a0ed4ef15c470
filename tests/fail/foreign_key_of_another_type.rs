// error: foreign key `books::shelf_id` has type `String`, but `shelves::id` has type `i64`
// label: give `books::shelf_id` the type `i64`

use relata::prelude::*;

table! { pub shelves { #[primary_key] id: i64 } }
table! { pub books { #[primary_key] id: i64, #[references(shelves::id)] shelf_id: String } }

fn main() {}
