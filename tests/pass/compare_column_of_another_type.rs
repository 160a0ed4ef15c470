use blog::*;
use relata::prelude::*;

fn main() {
    // Integers of different widths compare, and so do nullable and other columns.
    let _ = from(posts::table).filter(posts::id.gt(posts::likes)).select(posts::id);
    let _ = from(staff::table).filter(staff::id.eq(staff::boss_id)).select(staff::id);
}
