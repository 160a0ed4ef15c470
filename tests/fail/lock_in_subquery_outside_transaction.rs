// errors: 0 (it is not refused yet)
// passes: lock_outside_transaction.rs

use blog::*;
use relata::prelude::*;
use relata::query::Statement;
use relata::query::effect::{AutoCommit, RunsWith};

fn outside<S: Statement<Effect: RunsWith<AutoCommit>>>(_: &S) {}

fn main() {
    outside(
        &from(users::table)
            .filter(exists(from(posts::table).select(posts::id).for_update()))
            .select(users::id),
    );
}
