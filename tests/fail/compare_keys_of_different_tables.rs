// error: SQL `BookId` cannot be compared with `ShelfId`
// label: this is `BookId`, the other side is `ShelfId`

use relata::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
pub struct ShelfId(i64);
#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
pub struct BookId(i64);
table! { pub shelves { #[primary_key] id: ShelfId } }
table! { pub books { #[primary_key] id: BookId, #[references(shelves::id)] shelf_id: ShelfId } }

fn main() {
    let _ = from(books::table).filter(books::shelf_id.eq(books::id)).select(books::id);
}
