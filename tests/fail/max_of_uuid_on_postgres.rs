// error: `relata::dialect::Postgres` does not support `MinMaxOfUuid`
// label: this statement needs `MinMaxOfUuid`, which `relata::dialect::Postgres` does not have

use relata::prelude::*;

#[derive(SqlType, Debug, Clone, PartialEq)]
pub struct Key(uuid::Uuid);

table! {
    pub files { #[primary_key] id: i64, key: Key }
}

fn main() {
    let _ = select(max(files::key)).to_sql::<Postgres>();
}
