use blog::*;
use relata::prelude::*;

fn main() {
    let counts = from(posts::table).select((count_rows(), count_rows()));
    let _ = from(derived(totals::table, counts)).select(totals::posts);
}
