// error: INSERT .. SELECT lacks column `notes::version`, whose value Rust makes for each row
// label: name `notes::version` among the columns too, and select a value for it

use blog::*;
use relata::prelude::*;

table! { pub notes { #[primary_key] id: i64, text: String, #[version] version: i32 } }

fn main() {
    let _ = insert_into(notes::table)
        .from_select((notes::id, notes::text), select((users::id, users::name)));
}
