// error: aggregate and window functions are not allowed in FROM
// label: aggregate in a subquery, and join that

use blog::*;
use relata::prelude::*;

shape! { pub word { text: String } }

fn main() {
    let all = array_agg(posts::title);
    let _ = from(posts::table).inner_join(unnest(word::table, all)).select(word::text);
}
