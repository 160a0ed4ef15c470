// error: `relata::dialect::Sqlite` does not support `MathFunctions`
// label: this statement needs `MathFunctions`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(functions::sqrt(users::visits)).to_sql::<Sqlite>();
}
