use blog::*;
use relata::prelude::*;

shape! { pub word { text: String } }
shape! { pub titles { all: Option<Vec<String>> } }

fn main() {
    let all = derived(titles::table, from(posts::table).select(array_agg(posts::title)));
    let _ = from(all).inner_join(unnest(word::table, titles::all)).select(word::text);
}
