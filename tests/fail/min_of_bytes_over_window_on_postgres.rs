// error: `relata::dialect::Postgres` does not support `MinMaxOfBytes`
// label: this statement needs `MinMaxOfBytes`, which `relata::dialect::Postgres` does not have

use relata::prelude::*;

table! {
    pub files { #[primary_key] id: i64, digest: Vec<u8> }
}

fn main() {
    let _ = select(min(files::digest).over(window().order_by(files::id))).to_sql::<Postgres>();
}
