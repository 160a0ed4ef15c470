use relata::prelude::*;

table! { pub notes { #[primary_key, identity] id: i64, text: Option<String> } }

fn main() {
    let _ = insert_into(notes::table).default_values();
}
