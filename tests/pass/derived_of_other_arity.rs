use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(derived(totals::table, select((users::id, users::visits)))).select(totals::author);
}
