// error: expected the type of `name`, as in `name: i64`
// at: ,

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        name: ,
    }
}

fn main() {}
