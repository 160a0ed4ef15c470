// error: the step of a recursive query cannot group, aggregate or use window functions
// label: do that in the query around it
// passes: recursive_step_of_other_types.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = recursive(
        chain::table,
        from(staff::table).select((staff::id, staff::boss_id, int::<1>())),
        from(chain::table).group_by(chain::id).select((chain::id, max(chain::boss), count_rows())),
    );
}
