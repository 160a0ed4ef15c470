// error: this window function takes no frame: it looks at the whole partition
// label: leave `.rows(..)`, `.range(..)` or `.groups(..)` out of its window

use blog::*;
use relata::prelude::*;

fn main() {
    let running = window().order_by(posts::likes).rows(UnboundedPreceding, CurrentRow);
    let _ = from(posts::table).select(rank().over(running));
}
