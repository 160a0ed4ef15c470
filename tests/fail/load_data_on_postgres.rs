// error: `relata::dialect::Postgres` does not support `LoadDataLocal`
// label: this statement needs `LoadDataLocal`, which `relata::dialect::Postgres` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let rows = ["a", "b"].map(|label| tags::label.set(label));
    let _ = insert_into(tags::table).rows(rows).by_load_data().to_sql::<Postgres>();
}
