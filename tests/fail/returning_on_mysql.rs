// error: `relata::dialect::MySql` does not support `ReturningFrom<OnDelete>`
// label: this statement needs `ReturningFrom<OnDelete>`, which `relata::dialect::MySql` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(posts::table).every_row().returning(posts::id).to_sql::<MySql>();
}
