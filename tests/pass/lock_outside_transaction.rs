use blog::*;
use relata::prelude::*;
use relata::query::Statement;
use relata::query::effect::{ReadWrite, RunsWith};

fn inside<S: Statement<Effect: RunsWith<ReadWrite>>>(_: &S) {}

fn main() {
    inside(&from(users::table).select(users::id).for_update());
}
