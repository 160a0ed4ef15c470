// error: `relata::dialect::Sqlite` does not support `RowLock`
// label: this statement needs `RowLock`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_update().to_sql::<Sqlite>();
}
