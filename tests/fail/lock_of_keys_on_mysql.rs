// error: `relata::dialect::MySql` does not support `KeyLock`
// label: this statement needs `KeyLock`, which `relata::dialect::MySql` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_key_share().to_sql::<MySql>();
}
