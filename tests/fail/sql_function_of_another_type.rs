// error: `String` cannot be compared with or set to `{integer}`
// label: expected `String` or an expression of that type, found `{integer}`
// errors: 2 since the type of the call names that of the argument

use relata::prelude::*;

relata::sql_function! { fn soundex(of: String) -> String; }

fn main() {
    let _ = select(soundex(5));
}
