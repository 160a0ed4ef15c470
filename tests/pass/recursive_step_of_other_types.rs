use blog::*;
use relata::prelude::*;

fn main() {
    let _ = recursive(
        chain::table,
        from(staff::table).filter(staff::boss_id.is_null()).select((
            staff::id,
            staff::boss_id,
            int::<1>(),
        )),
        from(chain::table).inner_join(staff::table).on(staff::boss_id.eq(chain::id)).select((
            staff::id,
            staff::boss_id,
            chain::depth + int::<1>(),
        )),
    );
}
