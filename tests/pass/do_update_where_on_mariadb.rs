use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table)
        .values(tags::label.set("a"))
        .on_conflict(tags::label)
        .do_update(tags::label.set("b"))
        .filter(tags::id.gt(1))
        .to_sql::<Sqlite>();
}
