// error: `relata::dialect::Sqlite` does not support `WritingWith`
// label: this statement needs `WritingWith`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let gone = delete(posts::table).filter(posts::id.eq(1)).returning((posts::author_id, posts::id));
    let _ = with(cte(totals::table, gone)).query(select(totals::author)).to_sql::<Sqlite>();
}
