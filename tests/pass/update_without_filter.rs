use blog::*;
use relata::prelude::*;

fn main() {
    run(&update(users::table).set(users::visits.set(0)).filter(users::id.eq(1)));
    run(&update(users::table).set(users::visits.set(0)).every_row());
}
