use blog::*;
use relata::prelude::*;

fn main() {
    let rows = ["a", "b"].map(|label| tags::label.set(label));
    let _ = insert_into(tags::table).rows(rows).to_sql::<Postgres>();
    let _ = insert_into(tags::table).rows(rows).by_load_data().to_sql::<MySql>();
    let _ = insert_into(tags::table).rows(rows).by_load_data().to_sql::<MariaDb>();
}
