// error: `String` cannot be compared with or set to `{integer}`
// label: expected `String` or an expression of that type, found `{integer}`

use blog::*;
use relata::prelude::*;

relata::sql_function! { fn soundex(of: String) -> String; }

fn main() {
    let _ = select(soundex(5));
}
