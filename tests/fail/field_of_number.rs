// error: SQL `i64` has no such field
// label: this is a field of another type

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
    let _ = select(people::id.field(Address::street));
}
