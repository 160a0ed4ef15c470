use blog::*;
use relata::prelude::*;

use relata::query::Runnable;
use relata::query::effect::{ReadOnly, ReadWrite};

fn reads(_: &impl Runnable<Postgres, ReadOnly>) {}
fn writes(_: &impl Runnable<Postgres, ReadWrite>) {}

fn main() {
    let gone = delete(posts::table).filter(posts::id.eq(1)).returning((posts::author_id, posts::id));
    writes(&with(cte(totals::table, gone)).query(select(totals::author)));
    let known = select((posts::author_id, posts::id));
    reads(&with(cte(totals::table, known)).query(select(totals::author)));
}
