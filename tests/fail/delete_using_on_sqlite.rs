// error: `relata::dialect::Sqlite` does not support `DeleteUsing`
// label: this statement needs `DeleteUsing`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(posts::table)
        .from(users::table)
        .filter(users::id.eq(posts::author_id))
        .to_sql::<Sqlite>();
}
