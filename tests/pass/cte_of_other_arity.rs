use blog::*;
use relata::prelude::*;

fn main() {
    let _ = cte(totals::table, select((users::id, users::visits)));
}
