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
    let _ = select(people::home.field(Address::street)).to_sql::<Postgres>();
}
