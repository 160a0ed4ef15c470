// error: `relata::dialect::Sqlite` does not support `ExactDecimal`
// label: this statement needs `ExactDecimal`, which `relata::dialect::Sqlite` does not have

use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let _ = select(papers::data.path("price").as_decimal()).to_sql::<Sqlite>();
}
