// error: the query gives `String` for column `pairs::id`, which has type `i64`

use relata::prelude::*;

shape! { pub pairs { id: i64, name: String } }

fn main() {
    let _ = derived(pairs::table, values([(value("1"), value("Ada"))]));
}
