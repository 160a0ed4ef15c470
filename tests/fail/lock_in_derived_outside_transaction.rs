// errors: 0 (it is not refused yet)
// passes: lock_outside_transaction.rs

use blog::*;
use relata::prelude::*;
use relata::query::Statement;
use relata::query::effect::{AutoCommit, RunsWith};

fn outside<S: Statement<Effect: RunsWith<AutoCommit>>>(_: &S) {}

fn main() {
    let locked = from(users::table).select((users::id, users::visits)).for_update();
    outside(&from(derived(totals::table, locked)).select(totals::author));
}
