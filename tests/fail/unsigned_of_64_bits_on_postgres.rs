// error: `relata::dialect::Postgres` does not support `Unsigned64`
// label: this statement needs `Unsigned64`, which `relata::dialect::Postgres` does not have

use relata::prelude::*;

table! {
    pub words { #[primary_key] id: i64, bits: u64 }
}

fn main() {
    let _ = select(words::id).filter(words::bits.gt(7)).to_sql::<Postgres>();
}
