// error: a statement that writes cannot run here: the access is `ReadOnly`
// label: this statement writes, and `ReadOnly` only reads

use blog::*;
use relata::prelude::*;

use relata::query::Runnable;
use relata::query::effect::ReadOnly;

fn reads(_: &impl Runnable<Postgres, ReadOnly>) {}

fn main() {
    let gone = delete(posts::table).filter(posts::id.eq(1)).returning((posts::author_id, posts::id));
    reads(&with(cte(totals::table, gone)).query(select(totals::author)));
}
