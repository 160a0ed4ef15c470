// error: the seed of the recursive query `blog::chain::table` refers to the query itself
// label: only the step may select from `blog::chain::table`
// passes: recursive_step_of_other_types.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = recursive(
        chain::table,
        from(chain::table).select((chain::id, chain::boss, chain::depth)),
        from(chain::table).select((chain::id, chain::boss, chain::depth)),
    );
}
