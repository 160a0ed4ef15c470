use relata::prelude::*;

table! {
    pub words { #[primary_key] id: i64, bits: u32 }
}

fn main() {
    let _ = select(words::id).filter(words::bits.gt(7)).to_sql::<Postgres>();
}
