// error: UPDATE or DELETE without a filter would touch every row of the table
// label: add `.filter(..)`, or say `.every_row()`
use blog::*;
use relata::prelude::*;

fn main() {
    let id: Option<i64> = None;
    run(&delete(posts::table).filter(id.map(|id| posts::id.eq(id))));
}
