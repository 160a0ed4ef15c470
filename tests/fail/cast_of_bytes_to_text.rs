// error: SQL `Vec<u8>` cannot be cast to `String`
// label: databases refuse this CAST, or disagree what it gives

use relata::prelude::*;

table! {
    pub files { #[primary_key] id: i64, body: Vec<u8> }
}

fn main() {
    let _ = select(files::body.cast::<String>());
}
