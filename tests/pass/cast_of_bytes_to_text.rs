use relata::prelude::*;

table! {
    pub files { #[primary_key] id: i64, body: Vec<u8> }
}

fn main() {
    let _ = select(files::body.cast::<Vec<u8>>());
}
