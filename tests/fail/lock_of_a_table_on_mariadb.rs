// error: `relata::dialect::MariaDb` does not support `LockOf`
// label: this statement needs `LockOf`, which `relata::dialect::MariaDb` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_update_of(users::table).to_sql::<MariaDb>();
}
