// error: the query gives `String` for column `blog::chain::depth`, which has type `i64`
// label: make the types of query and shape agree
// passes: recursive_step_of_other_types.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = recursive(
        chain::table,
        from(staff::table).select((staff::id, staff::boss_id, int::<1>())),
        from(chain::table)
            .inner_join(staff::table)
            .on(staff::boss_id.eq(chain::id))
            .select((staff::id, staff::boss_id, staff::name)),
    );
}
