// error: `relata::dialect::MariaDb` does not support `WithBeforeUpdate`
// label: this statement needs `WithBeforeUpdate`, which `relata::dialect::MariaDb` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let per_author = from(posts::table).select((posts::author_id, posts::id));
    let _ = with(cte(totals::table, per_author))
        .query(delete(tags::table).filter(tags::id.in_(select(totals::posts))))
        .to_sql::<MariaDb>();
}
