// error: the step of the recursive query `blog::chain::table` refers to the query more than once
// label: databases take `blog::chain::table` once in FROM, and in no subquery: join other tables, or select more columns
// passes: recursive_step_in_subquery.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = recursive(
        chain::table,
        from(staff::table).select((staff::id, staff::boss_id, int::<0>())),
        from(staff::table)
            .inner_join(chain::table)
            .on(staff::boss_id.eq(chain::id))
            .filter(staff::id.not_in(select(chain::id)))
            .select((staff::id, staff::boss_id, chain::depth + int::<1>())),
    );
}
