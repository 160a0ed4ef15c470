use blog::*;
use relata::prelude::*;

fn main() {
    let per_author = || from(posts::table).select((posts::author_id, posts::id));
    let staffed = || cte(chain::table, select((staff::id, staff::boss_id, int::<1>())));
    let _ = with((cte(totals::table, per_author()), staffed())).query(select(totals::author));
    let inner = with(cte(totals::table, per_author())).query(select(totals::author));
    let _ = with(staffed()).query(from(chain::table).filter(chain::id.in_(inner)).select(chain::id));
}
