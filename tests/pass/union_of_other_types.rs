use blog::*;
use relata::prelude::*;

fn main() {
    // Nullability joins.
    let _: Vec<Option<String>> = rows_of(&select(users::name).union(select(posts::body)));
}
