// error: seed and step of a recursive query cannot have ORDER BY, LIMIT or a lock
// label: order and limit the query around it
// passes: recursive_step_of_other_types.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = recursive(
        chain::table,
        from(staff::table).select((staff::id, staff::boss_id, int::<1>())),
        from(chain::table).order_by(chain::id).select((chain::id, chain::boss, chain::depth)).limit(1),
    );
}
