// error: a SELECT without FROM has no column of table `blog::users::table`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = values([(users::id, users::name)]);
}
