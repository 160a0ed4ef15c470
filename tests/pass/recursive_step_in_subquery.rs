use blog::*;
use relata::prelude::*;

fn main() {
    let _ = recursive(
        chain::table,
        from(staff::table).select((staff::id, staff::boss_id, int::<0>())),
        from(staff::table)
            .inner_join(chain::table)
            .on(staff::boss_id.eq(chain::id))
            .filter(staff::id.in_(select(posts::id)))
            .select((staff::id, staff::boss_id, chain::depth + int::<1>())),
    );
}
