// error: `relata::dialect::MySql` does not support `WithBeforeInsert`
// label: this statement needs `WithBeforeInsert`, which `relata::dialect::MySql` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let per_author = from(posts::table).select((posts::author_id, posts::id));
    let _ = with(cte(totals::table, per_author))
        .query(insert_into(staff::table).from_select(
            (staff::id, staff::name, staff::salary),
            from(totals::table).inner_join(posts::table).on(posts::id.eq(totals::posts)).select((
                posts::id,
                posts::title,
                posts::likes,
            )),
        ))
        .to_sql::<MySql>();
}
