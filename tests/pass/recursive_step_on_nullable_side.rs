use blog::*;
use relata::prelude::*;

fn main() {
    let seed = || from(staff::table).select((staff::id, staff::boss_id, int::<1>()));
    let row = || (chain::id, staff::boss_id, chain::depth + int::<1>());
    let same = || staff::boss_id.eq(chain::id);
    let _ = recursive(
        chain::table,
        seed(),
        from(chain::table).left_join(staff::table).on(same()).select(row()),
    );
    let _ = recursive(
        chain::table,
        seed(),
        from(staff::table).right_join(chain::table).on(same()).select(row()),
    );
}
