// error: `relata::dialect::MariaDb` does not support `ReturningFrom<OnDeleteUsing>`
// label: this statement needs `ReturningFrom<OnDeleteUsing>`, which `relata::dialect::MariaDb` does not have
// passes: delete_returning_column_of_using.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(posts::table)
        .from(users::table)
        .filter(users::id.eq(posts::author_id))
        .returning(posts::id)
        .to_sql::<MariaDb>();
}
