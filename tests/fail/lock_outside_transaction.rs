use blog::*;
use relata::prelude::*;
use relata::query::Statement;
use relata::query::effect::{AutoCommit, RunsWith};

fn outside<S: Statement<Effect: RunsWith<AutoCommit>>>(_: &S) {}

fn main() {
    outside(&from(users::table).select(users::id).for_update());
}
