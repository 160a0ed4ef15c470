// error: `relata::dialect::Sqlite` does not support `ReverseText`
// label: this statement needs `ReverseText`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(functions::reverse(users::name)).to_sql::<Sqlite>();
}
