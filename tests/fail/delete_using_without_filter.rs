// error: UPDATE or DELETE without a filter would touch every row of the table
// label: add `.filter(..)`, or say `.every_row()`

use blog::*;
use relata::prelude::*;

use relata::query::Runnable;
use relata::query::effect::AutoCommit;

fn runs(_: &impl Runnable<Postgres, AutoCommit>) {}

fn main() {
    runs(&delete(posts::table).from(users::table));
}
