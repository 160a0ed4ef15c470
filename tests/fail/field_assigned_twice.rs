// error: column `blog::tags::label` is assigned twice
// label: leave one of the two assignments of `blog::tags::label` out
// passes: fields_lack_required_column.rs

use blog::*;
use relata::prelude::*;

#[derive(Assignments)]
#[assignments(tags)]
struct NewTag {
    label: String,
}

fn main() {
    let tag = NewTag { label: String::from("db") };
    let _ = insert_into(tags::table).values((tag, tags::label.set("other")));
}
