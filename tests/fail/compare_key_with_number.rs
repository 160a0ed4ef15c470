// error: `BookId` cannot be compared with or set to `{integer}`
// label: expected `BookId` or an expression of that type, found `{integer}`
// passes: compare_keys_of_different_tables.rs

use relata::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
pub struct ShelfId(i64);
#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
pub struct BookId(i64);
table! { pub shelves { #[primary_key] id: ShelfId } }
table! { pub books { #[primary_key] id: BookId, #[references(shelves::id)] shelf_id: ShelfId } }

fn main() {
    let _ = from(books::table).filter(books::id.eq(1)).select(books::id);
}
