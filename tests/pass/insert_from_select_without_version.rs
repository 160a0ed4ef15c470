use blog::*;
use relata::prelude::*;

table! { pub notes { #[primary_key] id: i64, text: String, #[version] version: i32 } }

fn main() {
    let _ = insert_into(notes::table).from_select(
        (notes::id, notes::text, notes::version),
        select((users::id, users::name, int::<1>().cast::<i32>())),
    );
}
