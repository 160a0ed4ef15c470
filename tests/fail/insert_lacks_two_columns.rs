// error: INSERT lacks column `blog::users::name`, which is NOT NULL and has no default
// label: add `blog::users::name.set(..)`
// passes: insert_lacks_required_column.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(users::table).values(users::visits.set(1));
}
