// error: the step of a recursive query does not select from `blog::chain::table`, the query itself
// label: begin with `from(blog::chain::table)`, or join it: databases refuse it in a subquery

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = recursive(
        chain::table,
        from(staff::table).select((staff::id, staff::boss_id, int::<0>())),
        from(staff::table)
            .filter(staff::boss_id.in_(select(chain::id)))
            .select((staff::id, staff::boss_id, int::<1>())),
    );
}
