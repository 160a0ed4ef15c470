use relata::prelude::*;

shape! { pub pairs { id: i64, name: String } }

fn main() {
    let _ = derived(pairs::table, values([(value(1_i64), value("Ada"))]));
}
