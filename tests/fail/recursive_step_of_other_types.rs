// error: the query's columns are not those of the shape
// label: select as many columns as the shape has, in its order

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = recursive(
        chain::table,
        from(staff::table).select((staff::id, staff::boss_id, int::<1>())),
        from(chain::table).select((chain::id, chain::boss)),
    );
}
