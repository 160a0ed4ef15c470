// error: table `blog::staff::table` is already part of this query
// label: give one of the two another name: `alias!(other: ..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(staff::table).from(staff::table);
}
