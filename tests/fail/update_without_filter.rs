// error: UPDATE or DELETE without a filter would touch every row of the table
// label: add `.filter(..)`, or say `.every_row()`
use blog::*;
use relata::prelude::*;

fn main() {
    run(&update(users::table).set(users::visits.set(0)));
}
