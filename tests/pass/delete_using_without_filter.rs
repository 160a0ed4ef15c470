use blog::*;
use relata::prelude::*;

use relata::query::Runnable;
use relata::query::effect::AutoCommit;

fn runs(_: &impl Runnable<Postgres, AutoCommit>) {}

fn main() {
    runs(&delete(posts::table).from(users::table).every_row());
    runs(&delete(posts::table).filter(posts::id.eq(1)).from(users::table));
}
