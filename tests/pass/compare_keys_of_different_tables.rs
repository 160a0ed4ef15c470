use relata::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
pub struct ShelfId(i64);
#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
pub struct BookId(i64);
table! { pub shelves { #[primary_key] id: ShelfId } }
table! { pub books { #[primary_key] id: BookId, #[references(shelves::id)] shelf_id: ShelfId } }

fn main() {
    let _ = from(books::table)
        .inner_join(shelves::table)
        .on(books::shelf_id.eq(shelves::id))
        .filter(books::id.eq(BookId(1)))
        .select(books::id);
}
