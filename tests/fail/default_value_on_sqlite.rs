// error: `relata::dialect::Sqlite` does not support `DefaultValue`
// label: this statement needs `DefaultValue`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table).set(users::visits.set_default()).every_row().to_sql::<Sqlite>();
}
