// error: `relata::dialect::Sqlite` does not support `SetAll`
// label: this statement needs `SetAll`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).intersect_all(select(posts::id)).to_sql::<Sqlite>();
}
