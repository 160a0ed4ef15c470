// error: table `users` has no columns
// at: users

use relata::prelude::*;

table! {
    pub users {}
}

fn main() {}
