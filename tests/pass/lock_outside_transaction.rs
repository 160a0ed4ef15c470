use blog::*;
use relata::prelude::*;
use relata::query::Runnable;
use relata::query::effect::ReadWrite;

fn inside(_: &impl Runnable<Postgres, ReadWrite>) {}

fn main() {
    inside(&from(users::table).select(users::id).for_update());
}
