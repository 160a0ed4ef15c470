// error: `relata::dialect::Sqlite` does not support `DistinctOnKeys`
// label: this statement needs `DistinctOnKeys`, which `relata::dialect::Sqlite` does not have
// passes: distinct_on.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).distinct_on(users::visits).to_sql::<Sqlite>();
}
