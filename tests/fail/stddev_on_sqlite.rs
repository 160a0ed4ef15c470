// error: `relata::dialect::Sqlite` does not support `Statistics`
// label: this statement needs `Statistics`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(functions::stddev_pop(users::visits)).to_sql::<Sqlite>();
}
