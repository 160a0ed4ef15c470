// error: `relata::dialect::MariaDb` does not support `ReturningFrom<OnUpdate>`
// label: this statement needs `ReturningFrom<OnUpdate>`, which `relata::dialect::MariaDb` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(tags::table)
        .set(tags::label.set("x"))
        .every_row()
        .returning(tags::id)
        .to_sql::<MariaDb>();
}
