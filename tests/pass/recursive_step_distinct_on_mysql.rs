use blog::*;
use relata::prelude::*;

fn main() {
    let chain = recursive(
        chain::table,
        from(staff::table).select((staff::id, staff::boss_id, int::<0>())),
        from(staff::table)
            .inner_join(chain::table)
            .on(staff::boss_id.eq(chain::id))
            .select((staff::id, staff::boss_id, chain::depth + int::<1>()))
            .distinct(),
    );
    let _ = with(chain).query(select(chain::id)).to_sql::<Postgres>();
}
