// error: the step of a recursive query has `blog::chain::table` on the nullable side of an outer join
// label: SQL takes `blog::chain::table` on the side that keeps its rows only: begin with `from(blog::chain::table)`, or use an inner join

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = recursive(
        chain::table,
        from(staff::table).select((staff::id, staff::boss_id, int::<1>())),
        from(staff::table).left_join(chain::table).on(staff::boss_id.eq(chain::id)).select((
            staff::id,
            staff::boss_id,
            chain::depth.coalesce(0),
        )),
    );
}
