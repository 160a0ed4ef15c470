// error: `relata::dialect::MariaDb` does not support `ShareLock`
// label: this statement needs `ShareLock`, which `relata::dialect::MariaDb` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_share().to_sql::<MariaDb>();
}
