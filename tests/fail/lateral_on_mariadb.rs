// error: `relata::dialect::MariaDb` does not support `LateralJoin`
// label: this statement needs `LateralJoin`, which `relata::dialect::MariaDb` does not have
// passes: lateral_on_sqlite.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let latest = from(posts::table)
        .filter(posts::author_id.eq(outer(users::id)))
        .select((count_rows(), count_rows()));
    let _ = from(users::table)
        .inner_join(lateral(totals::table, latest))
        .select(users::name)
        .to_sql::<MariaDb>();
}
