use blog::*;
use relata::prelude::*;

fn main() {
    run(&delete(posts::table).filter(posts::id.eq(1)));
    run(&delete(posts::table).every_row());
}
