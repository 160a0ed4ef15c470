// error: `relata::dialect::MariaDb` does not support `Composites`
// label: this statement needs `Composites`, which `relata::dialect::MariaDb` does not have

use relata::prelude::*;

#[derive(SqlType, Clone, Debug, PartialEq)]
#[sql(composite = "address")]
pub struct Address {
    pub street: String,
}

table! {
    pub people { #[primary_key] id: i64, home: Address }
}

fn main() {
    let _ = select(people::home.field(Address::street)).to_sql::<MariaDb>();
}
