use blog::*;
use relata::prelude::*;

fn main() {
    let _ = cte(totals::table, from(staff::table).select((staff::id, staff::boss_id.coalesce(0))));
}
