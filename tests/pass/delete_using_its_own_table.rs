use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(staff::table).from(leader).filter(leader[staff::id].eq(staff::boss_id));
}
