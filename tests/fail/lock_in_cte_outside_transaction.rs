// error: a row lock needs a transaction that writes: the access is `AutoCommit`
// label: outside a transaction the lock would end with the statement: use `engine.begin()`
// passes: lock_in_subquery_outside_transaction.rs

use blog::*;
use relata::prelude::*;
use relata::query::Runnable;
use relata::query::effect::AutoCommit;

fn outside(_: &impl Runnable<Postgres, AutoCommit>) {}

fn main() {
    let locked = from(users::table).select((users::id, users::visits)).for_update();
    outside(&with(cte(totals::table, locked)).query(from(totals::table).select(totals::author)));
}
