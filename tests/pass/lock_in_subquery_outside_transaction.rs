use blog::*;
use relata::prelude::*;
use relata::query::Runnable;
use relata::query::effect::{AutoCommit, ReadWrite};

fn outside(_: &impl Runnable<Postgres, AutoCommit>) {}
fn inside(_: &impl Runnable<Postgres, ReadWrite>) {}

fn main() {
    let next = || select(users::id).filter(users::visits.eq(0)).for_update().skip_locked();
    let locked = || from(users::table).select((users::id, users::visits)).for_update();
    outside(&update(users::table).set(users::visits.set(1)).filter(users::id.in_(next())));
    outside(
        &with(cte(totals::table, locked()))
            .query(delete(posts::table).filter(posts::id.in_(select(totals::posts)))),
    );
    inside(&select(posts::id).filter(posts::author_id.in_(next())));
    inside(&from(derived(totals::table, locked())).select(totals::author));
    inside(&with(cte(totals::table, locked())).query(select(totals::author)));
}
