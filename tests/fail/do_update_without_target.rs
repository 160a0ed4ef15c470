// error: no method named `do_update` found for struct `Insert<T, V, K, R>` in the current scope

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).values(tags::label.set("a")).do_update(tags::label.set("b"));
}
