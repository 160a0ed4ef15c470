// error: column `blog::users::visits` is assigned twice
// label: leave one of the two assignments of `blog::users::visits` out

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table)
        .set((users::visits.set(1), users::name.set("x"), users::visits.set(2)))
        .filter(users::id.eq(1));
}
