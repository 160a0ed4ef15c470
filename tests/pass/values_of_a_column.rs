use relata::prelude::*;

fn main() {
    let _ = values([(value(1_i64), value("Ada"))]);
}
