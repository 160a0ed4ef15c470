// error: `String` cannot be compared with or set to `{integer}`
// label: expected `String` or an expression of that type, found `{integer}`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(posts::id).order_by((posts::title, posts::id)).after((7, 7));
}
