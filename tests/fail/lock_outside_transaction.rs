// error: a row lock needs a transaction that writes: the access is `AutoCommit`
// label: outside a transaction the lock would end with the statement: use `engine.begin()`

use blog::*;
use relata::prelude::*;
use relata::query::Runnable;
use relata::query::effect::AutoCommit;

fn outside(_: &impl Runnable<Postgres, AutoCommit>) {}

fn main() {
    outside(&from(users::table).select(users::id).for_update());
}
