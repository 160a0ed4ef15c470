use relata::prelude::*;

table! {
    pub files { #[primary_key] id: i64, digest: Vec<u8> }
}

fn main() {
    let _ = select(min(files::digest)).to_sql::<MySql>();
}
