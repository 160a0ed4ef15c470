// error: a row lock needs a transaction that writes: the access is `AutoCommit`
// label: outside a transaction the lock would end with the statement: use `engine.begin()`

use blog::*;
use relata::prelude::*;
use relata::query::Statement;
use relata::query::effect::{AutoCommit, RunsWith};

fn outside<S: Statement<Effect: RunsWith<AutoCommit>>>(_: &S) {}

fn main() {
    outside(&from(users::table).select(users::id).for_update());
}
