// error: the version `blog::accounts::version` may be given or not, and it is counted on where it is not
// label: give it without the `Option`, or leave it out

use blog::*;
use relata::prelude::*;

fn main() {
    let version: Option<i32> = None;
    let version = version.map(|version| accounts::version.set(version));
    let _ = update(accounts::table).set((accounts::balance.set(5), version));
}
