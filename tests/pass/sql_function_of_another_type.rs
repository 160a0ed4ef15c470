use blog::*;
use relata::prelude::*;

relata::sql_function! { fn soundex(of: String) -> String; }

fn main() {
    let _ = select(soundex(users::name));
}
