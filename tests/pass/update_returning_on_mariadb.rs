use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(tags::table)
        .set(tags::label.set("x"))
        .every_row()
        .returning(tags::id)
        .to_sql::<Sqlite>();
}
