// errors: 0 (it is not refused yet)
// passes: recursive_step_of_other_types.rs

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
