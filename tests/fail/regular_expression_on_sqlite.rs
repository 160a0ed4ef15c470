// error: `relata::dialect::Sqlite` does not support `RegularExpressions`
// label: this statement needs `RegularExpressions`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name.matches("^A")).to_sql::<Sqlite>();
}
