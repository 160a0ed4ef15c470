// error: `relata::dialect::MySql` does not support `FullJoin`
// label: this statement needs `FullJoin`, which `relata::dialect::MySql` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).full_join(users::posts).select(users::name).to_sql::<MySql>();
}
