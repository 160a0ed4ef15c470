// error: table `blog::posts::table` is not part of this query
// label: bring `blog::posts::table` in with a join first

use blog::*;
use relata::prelude::*;

shape! { pub word { text: String } }

fn main() {
    let words = sql!(Vec<String>, "string_to_array({}, ' ')", posts::title);
    let _ = from(users::table)
        .inner_join(unnest(word::table, words))
        .inner_join(users::posts)
        .select(users::name);
}
