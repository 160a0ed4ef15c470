// error: the version `blog::accounts::version` may be given or not, and it is counted on where it is not
// label: give it without the `Option`, or leave it out
// passes: version_that_may_be_given.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let version: Option<i32> = None;
    let version = version.map(|version| accounts::version.set(version));
    let new = (accounts::id.set(1), accounts::balance.set(5));
    let _ = insert_into(accounts::table)
        .values(new)
        .on_conflict(accounts::id)
        .do_update((accounts::balance.set(5), version));
}
