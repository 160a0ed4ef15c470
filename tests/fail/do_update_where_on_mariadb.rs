// error: `relata::dialect::MariaDb` does not support `ConflictFilter`
// label: this statement needs `ConflictFilter`, which `relata::dialect::MariaDb` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table)
        .values(tags::label.set("a"))
        .on_conflict(tags::label)
        .do_update(tags::label.set("b"))
        .filter(tags::id.gt(1))
        .to_sql::<MariaDb>();
}
