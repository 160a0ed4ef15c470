// error: this window function takes no frame: it looks at the whole partition
// label: leave `.rows(..)`, `.range(..)` or `.groups(..)` out of its window
// passes: frame_of_rank.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let near = window().order_by(posts::id).range(Preceding::<1>, CurrentRow);
    let _ = select((posts::id, lag(posts::likes).over(near)));
}
