// error: seed and step of a recursive query cannot have ORDER BY, LIMIT or a lock
// label: order and limit the query around it
// passes: recursive_step_on_nullable_side.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let seed = select((staff::id, staff::boss_id, int::<1>())).distinct_on(staff::boss_id);
    let step = from(staff::table)
        .inner_join(chain::table)
        .on(chain::boss.eq(staff::id))
        .select((staff::id, staff::boss_id, chain::depth + int::<1>()));
    let _ = recursive(chain::table, seed, step);
}
