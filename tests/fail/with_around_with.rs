// error: this statement has a WITH already
// label: give all definitions to one `with((a, b))`

use blog::*;
use relata::prelude::*;

fn main() {
    let per_author = || from(posts::table).select((posts::author_id, posts::id));
    let inner = with(cte(totals::table, per_author())).query(select(totals::author));
    let _ = with(cte(chain::table, select((staff::id, staff::boss_id, int::<1>())))).query(inner);
}
