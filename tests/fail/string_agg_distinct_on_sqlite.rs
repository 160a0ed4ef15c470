// error: `relata::dialect::Sqlite` does not support `DistinctStringAgg`
// label: this statement needs `DistinctStringAgg`, which `relata::dialect::Sqlite` does not have
// passes: window_frames.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(string_agg(users::name, ", ").distinct()).to_sql::<Sqlite>();
}
