// error: no method named `do_update` found for struct `Insert<T, V, K, R>` in the current scope
// label: method not found in `Insert<table, OneOf<Assign<label, Bind<&str, String>>, Nil>, ..., ...>`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).values(tags::label.set("a")).do_update(tags::label.set("b"));
}
