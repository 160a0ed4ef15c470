// error: `relata::dialect::Sqlite` does not support `Quantifiers`
// label: this statement needs `Quantifiers`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let likes = from(posts::table).select(posts::likes);
    let _ = select(users::id).filter(users::visits.gt_any(likes)).to_sql::<Sqlite>();
}
