// error: `relata::dialect::Sqlite` does not support `Domains`
// label: this statement needs `Domains`, which `relata::dialect::Sqlite` does not have

use relata::prelude::*;

#[derive(SqlType, Clone, Debug, PartialEq)]
#[sql(domain = "email", check = "VALUE LIKE '%@%'")]
pub struct Email(pub String);

table! {
    pub people { #[primary_key] id: i64, email: Email }
}

fn main() {
    let _ = select(people::email).to_sql::<Sqlite>();
}
