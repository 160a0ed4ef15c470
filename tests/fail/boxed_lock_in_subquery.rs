// error: what has a row lock cannot be boxed, since the lock would be forgotten
// label: box it without the lock
// passes: boxed_filter_table_not_joined.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id)
        .filter(exists(select(posts::id).for_update()))
        .boxed::<Postgres>();
}
