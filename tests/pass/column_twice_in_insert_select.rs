use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table)
        .from_select((tags::id, tags::label), select((users::id, users::email)));
}
